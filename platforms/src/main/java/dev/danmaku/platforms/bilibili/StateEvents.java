package dev.danmaku.platforms.bilibili;

import dev.danmaku.event.EventBody.Moderation;
import dev.danmaku.event.EventBody.ModerationAction;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.event.EventBody.StreamStart;
import dev.danmaku.event.User;
import dev.danmaku.platforms.bilibili.Users.Told;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What happens to the room itself. Its end is a hint only: the socket says it, the API confirms it. */
final class StateEvents {
    private static final String UNKNOWN_KEY = "0";
    private static final String SESSION_KEY_END = "sub_time:";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private final @Nullable String room;
    private final Users users;
    private final SeenIds started = new SeenIds();

    StateEvents(@Nullable String room, Users users) {
        this.room = room;
        this.users = users;
    }

    /** Comes twice or more for one start, and again for each new push of the same stream. */
    void addLive(Command command, Gathered events, Notes notes) {
        notes.endUnhinted();
        var root = command.root();
        var key = liveKey(root);
        if (!key.isEmpty() && !started.add(key)) {
            return;
        }
        var at = Times.ofSeconds(Fields.number(root.path("live_time")));
        var eventKey = key.isEmpty()
                ? events.keyOfMessage("stream-started", "")
                : events.keyInBroadcast("stream-started", key);
        events.add(eventKey, at, new StreamStart("LIVE"));
    }

    /** With a round the room goes on with recorded videos: no stream either. */
    void addPreparing(Command command, Notes notes) {
        var round = Fields.number(command.root().path("round")) == 1;
        notes.endHinted(round ? "PREPARING, with a round" : "PREPARING");
    }

    void addCutOff(Command command, Gathered events, Notes notes) {
        addModeration(ModerationAction.CUT_OFF, null, null, command, events);
        notes.endHinted(command.name());
    }

    void addLock(Command command, Gathered events, Notes notes) {
        var until = millis(Fields.text(command.root().path("expire")));
        addModeration(ModerationAction.BLOCKED, null, until, command, events);
        notes.endHinted(command.name());
    }

    void addWarning(Command command, Gathered events) {
        addModeration(ModerationAction.WARNED, null, null, command, events);
    }

    /** Somebody may not write any more. */
    void addBlocked(Command command, Gathered events) {
        var data = command.data().isObject() ? command.data() : command.root();
        var told = Told.of(Fields.number(data.path("uid")), Fields.text(data.path("uname")));
        addModeration(ModerationAction.BLOCKED, users.user(told), null, command, events);
    }

    /** Nobody below a level may write; -1 is until the stream ends. */
    void addSilent(Command command, Gathered events) {
        var until = Times.ofSeconds(Fields.number(command.data().path("second")));
        addModeration(ModerationAction.MUTED, null, until == 0 ? null : until, command, events);
    }

    void addChange(Command command, Gathered events) {
        var data = command.data();
        var title = Fields.textOrNull(data.path("title"));
        var area = Fields.textOrNull(data.path("area_name"));
        if (title != null || area != null) {
            var body = new RoomChanged(title, area, null, null);
            events.add(body, body.toString());
        }
    }

    /** Told to every room of the site twice a minute. */
    void addStopped(Command command, Notes notes) {
        for (var id : command.data().path("room_id_list")) {
            if (Fields.text(id).equals(room)) {
                notes.endHinted(command.name());
            }
        }
    }

    /** The platform's own words. */
    void addNotice(JsonNode told, Gathered events) {
        var text = Fields.firstText(
                told, "notice_msg", "msg_self", "msg_common", "msg_text", "msg", "message");
        if (!text.isEmpty()) {
            events.add(new Notice(text), text);
        }
    }

    private static void addModeration(
            ModerationAction action,
            @Nullable User user,
            @Nullable Long until,
            Command command,
            Gathered events) {
        var what = "%s %s %s".formatted(command.name(), user == null ? "" : user.id(), until);
        events.add(new Moderation(action, user, until), what);
    }

    /** Between two starts it is 0; a longer key beside it begins with the true one. */
    private static String liveKey(JsonNode root) {
        var key = Fields.text(root.path("live_key"));
        if (!key.isEmpty() && !key.equals(UNKNOWN_KEY)) {
            return key;
        }
        var session = Fields.text(root.path("sub_session_key"));
        var end = session.indexOf(SESSION_KEY_END);
        var told = end < 0 ? session : session.substring(0, end);
        return told.equals(UNKNOWN_KEY) ? "" : told;
    }

    private static @Nullable Long millis(String text) {
        try {
            return LocalDateTime.parse(text, TIME).toInstant(BEIJING).toEpochMilli();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
