package dev.danmaku.platforms.bilibili;

import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Follow;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.Share;
import dev.danmaku.event.User;
import dev.danmaku.platforms.bilibili.Users.Told;
import dev.danmaku.platforms.bilibili.wire.InteractWord;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * Who came, followed, shared and liked. {@code INTERACT_WORD} and its {@code _V2} say the same; a field named score is no time in
 * either. {@code ENTRY_EFFECT} comes beside them and is not read.
 */
final class PeopleEvents {
    private static final ProtobufText<InteractWord> V2 =
            new ProtobufText<>("interact word", InteractWord.parser());

    private final Users users;

    PeopleEvents(Users users) {
        this.users = users;
    }

    void addInteract(Command command, Gathered events) {
        var data = command.data();
        var told = told(data, Fields.number(data.path("privilege_type")));
        addInteract(
                told,
                Fields.number(data.path("msg_type")),
                Times.ofSeconds(Fields.number(data.path("timestamp"))),
                Fields.number(data.path("trigger_time")),
                events);
    }

    void addInteractV2(Command command, Gathered events) throws MalformedFrame {
        var word = V2.read(Fields.text(command.data().path("pb")));
        var told = new Told(
                word.getUid(),
                word.getUname(),
                word.getUserInfo().getBase().getFace(),
                Integer.toUnsignedLong(word.getUserInfo().getWealth().getLevel()),
                word.getMedal().getName(),
                Integer.toUnsignedLong(word.getMedal().getLevel()),
                false,
                Integer.toUnsignedLong(word.getPrivilegeType()));
        addInteract(
                told,
                Integer.toUnsignedLong(word.getMsgType()),
                Times.ofSeconds(word.getTimestamp()),
                word.getTriggerTime(),
                events);
    }

    private void addInteract(
            Told told, long kind, long sentMillis, long triggerNanos, Gathered events) {
        var at = sentMillis != 0 ? sentMillis : Times.ofNanos(triggerNanos);
        var body = body(kind, users.user(told));
        if (body != null) {
            var who = Users.identity(told.uid(), told.name());
            events.add(events.key(body.type(), at, who, kind + " " + triggerNanos), at, body);
        }
    }

    private static @Nullable EventBody body(long kind, User user) {
        return switch (Math.clamp(kind, 0, 7)) {
            case 1 -> new Enter(user);
            // Follows; follows with notifications; follows back.
            case 2, 4, 5 -> new Follow(user);
            case 3 -> new Share(user);
            case 6 -> new Like(user, 1);
            default -> null;
        };
    }

    /** {@code LIKE_INFO_V3_CLICK}. Says no time. */
    void addLike(Command command, Gathered events) {
        var data = command.data();
        var told = told(data, 0);
        events.add(new Like(users.user(told), 1), Users.identity(told.uid(), told.name()));
    }

    /** {@code WELCOME} and {@code WELCOME_GUARD}, of years ago. */
    void addWelcome(Command command, Gathered events) {
        var data = command.data();
        var name = Fields.firstText(data, "uname", "username");
        var uid = Fields.number(data.path("uid"));
        var moderates = Fields.number(data.path("isadmin")) == 1
                || Fields.number(data.path("is_admin")) == 1;
        var guard = Fields.number(data.path("guard_level"));
        var told = new Told(uid, name, "", 0, "", 0, moderates, guard);
        events.add(new Enter(users.user(told)), Users.identity(uid, name));
    }

    private static Told told(JsonNode data, long guardLevel) {
        var medal = data.path("fans_medal");
        return new Told(
                Fields.number(data.path("uid")),
                Fields.text(data.path("uname")),
                Fields.text(data.path("uinfo").path("base").path("face")),
                0,
                Fields.text(medal.path("medal_name")),
                Fields.number(medal.path("medal_level")),
                false,
                guardLevel);
    }
}
