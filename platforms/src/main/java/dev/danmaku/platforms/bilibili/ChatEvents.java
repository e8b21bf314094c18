package dev.danmaku.platforms.bilibili;

import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Emote;
import dev.danmaku.platforms.EventKeys;
import dev.danmaku.platforms.bilibili.Users.Told;
import dev.danmaku.platforms.bilibili.wire.Danmaku;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.Set;

/**
 * {@code DANMU_MSG}: fields by position, in arrays that grow over the years, so that nothing is certain to be there. The same chat
 * lies beside it as protobuf ({@code dm_v2}), which is read where the array says too little.
 */
final class ChatEvents {
    private static final ProtobufText<Danmaku> DM_V2 =
            new ProtobufText<>("dm_v2", Danmaku.parser());
    private static final Set<String> EMOTE = Set.of("emoticon_unique", "url");
    private static final int RGB = 0xffffff;

    private final Users users;

    ChatEvents(Users users) {
        this.users = users;
    }

    void add(Command command, Gathered events) throws MalformedFrame {
        var info = command.root().path("info");
        var dmV2 = command.root().path("dm_v2");
        if (info.path(1).isString()) {
            add(info, dmV2, events);
        } else {
            add(DM_V2.read(Fields.text(dmV2)), events);
        }
    }

    private void add(JsonNode info, JsonNode dmV2, Gathered events) {
        var meta = info.path(0);
        var more = meta.path(15);
        var extra = ChatExtra.of(Fields.text(more.path("extra")));
        var told = told(info, Fields.text(more.path("user").path("base").path("face")));
        var sent = Times.ofEither(Fields.number(meta.path(4)));
        var chat = new Chat(
                users.user(told),
                Fields.text(info.path(1)),
                color(meta.path(3)),
                emote(meta.path(13)),
                Fields.orNull(extra.replyTo()));
        events.add(key(info, extra.id(), dmV2, told, events), sent, chat);
    }

    /** The medal's guard level is of the medal's own room, which may be another one: not read. */
    private static Told told(JsonNode info, String face) {
        var sender = info.path(2);
        var medal = info.path(3);
        var wealth = Fields.number(info.path(16).path(0));
        return new Told(
                Fields.number(sender.path(0)),
                Fields.text(sender.path(1)),
                face,
                wealth > 0 ? wealth : Fields.number(info.path(4).path(0)),
                Fields.text(medal.path(1)),
                Fields.number(medal.path(0)),
                Fields.number(sender.path(2)) == 1,
                Fields.number(info.path(7)));
    }

    private static String key(JsonNode info, String id, JsonNode dmV2, Told told, Gathered events) {
        var best = id.isEmpty() ? idOf(dmV2) : id;
        if (!best.isEmpty()) {
            return EventKeys.ofId("chat", best);
        }
        var check = info.path(9);
        return key(
                Fields.text(check.path("ct")),
                Fields.number(check.path("ts")),
                told,
                Fields.number(info.path(0).path(5)),
                events);
    }

    private static String key(String ct, long ts, Told told, long rnd, Gathered events) {
        var who = Users.identity(told.uid(), told.name());
        return events.key("chat", Times.ofSeconds(ts), who, ct + ' ' + rnd);
    }

    private static String idOf(JsonNode dmV2) {
        var text = Fields.text(dmV2);
        try {
            return text.isEmpty() ? "" : DM_V2.read(text).getId();
        } catch (MalformedFrame e) {
            // The array beside it holds a whole chat.
            return "";
        }
    }

    private void add(Danmaku danmaku, Gathered events) throws MalformedFrame {
        if (danmaku.getText().isEmpty()) {
            throw new MalformedFrame("a chat without its text");
        }
        var who = danmaku.getUser();
        var told = new Told(
                who.getUid(),
                who.getName(),
                who.getFace(),
                0,
                who.getMedal().getName(),
                Integer.toUnsignedLong(who.getMedal().getLevel()),
                false,
                0);
        var check = danmaku.getCheck();
        var key = danmaku.getId().isEmpty()
                ? key(check.getCt(), check.getTs(), told, danmaku.getRnd(), events)
                : EventKeys.ofId("chat", danmaku.getId());
        var picture = danmaku.getEmoticon().getPicture();
        var emote = emote(picture.getUnique(), picture.getUrl());
        events.add(
                key,
                Times.orZero(danmaku.getTime()),
                new Chat(
                        users.user(told),
                        danmaku.getText(),
                        color(danmaku.getColor()),
                        emote,
                        null));
    }

    /** An object, or its text; {@code {}} for a chat without a picture. */
    private static @Nullable Emote emote(JsonNode told) {
        var picture = told;
        if (told.isString()) {
            var text = told.asString("");
            if (text.length() <= "{}".length()) {
                return null;
            }
            picture = PacketJson.fields(text, EMOTE);
        }
        return emote(
                Fields.text(picture.path("emoticon_unique")), Fields.text(picture.path("url")));
    }

    private static @Nullable Emote emote(String unique, String url) {
        return unique.isEmpty() && url.isEmpty()
                ? null
                : new Emote(Fields.orNull(unique), Fields.orNull(url));
    }

    private static @Nullable String color(JsonNode color) {
        return color.isNumber() ? color(Fields.smallNumber(color)) : null;
    }

    private static @Nullable String color(int rgb) {
        return rgb < 0 || rgb > RGB
                ? null
                : "#" + Integer.toHexString(rgb | (RGB + 1)).substring(1);
    }
}
