package dev.danmaku.store.row;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventParser;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Events to rows and back. */
public final class Rows {
    /** A longer name of a broadcast is left to the body: what many events share stands in an index. */
    private static final int MAX_LIVE_CHARS = 100;

    private Rows() {}

    public static Row of(Event event) {
        var text = textOf(event.body());
        var userId = idOf(event);
        var plain = text == null ? null : PlainText.escape(text);
        var folded = text == null ? null : Folding.fold(text);
        var key = KeyBytes.of(event.key());
        var lag = event.receivedAt() - event.at();
        var body = new BodyWriter()
                .without(text != null, userId != null && Who.isNumber(userId))
                .write(event);
        if (!KeyBytes.isWhole(key)) {
            body.field("key", event.key());
        }
        if (lag != (int) lag) {
            body.field("receivedAt", event.receivedAt());
        }
        var live = event.live() == null ? "" : event.live();
        if (live.length() > MAX_LIVE_CHARS) {
            body.field("live", live);
            live = "";
        }
        if (event.raw() != null && !event.raw().isEmpty()) {
            body.field("raw", event.raw());
        }
        return new Row(
                event.at(),
                TypeCode.of(event.body().type()),
                userId == null ? null : Who.number(userId),
                key,
                new Origin(event.epoch() == null ? "" : event.epoch().toString(), live),
                lag == 0 ? null : Integer.valueOf((int) lag),
                plain,
                folded == null || folded.equals(plain) ? null : folded,
                body.end());
    }

    public static Event event(Platform platform, String room, Row row) {
        var fields = row.body() == null
                ? JsonNodeFactory.instance.objectNode()
                : (ObjectNode) EventParser.tree(row.body());
        if (row.text() != null) {
            fields.put("text", PlainText.unescape(row.text()));
        }
        if (row.who() != null && row.who() >= 0 && fields.get("user") instanceof ObjectNode user) {
            user.put("id", String.valueOf(row.who()));
        }
        var type = TypeCode.name(row.type());
        return new Event(
                platform,
                room,
                row.at(),
                fields.has("receivedAt")
                        ? fields.get("receivedAt").longValue()
                        : row.at() + (row.lag() == null ? 0 : row.lag()),
                KeyBytes.isWhole(row.key())
                        ? KeyBytes.key(row.key())
                        : fields.get("key").stringValue(),
                row.origin().live().isEmpty()
                        ? textOrNull(fields, "live")
                        : row.origin().live(),
                row.origin().heldUnder(),
                EventParser.body(type, fields),
                textOrNull(fields, "raw"));
    }

    private static @Nullable String textOrNull(ObjectNode fields, String name) {
        var value = fields.get(name);
        return value == null ? null : value.stringValue();
    }

    private static @Nullable String textOf(EventBody body) {
        return switch (body) {
            case Chat chat -> chat.text();
            case SuperChat superChat -> superChat.text();
            case Notice notice -> notice.text();
            default -> null;
        };
    }

    private static @Nullable String idOf(Event event) {
        var user = event.user();
        return user == null || user.id() == null || user.id().isEmpty() ? null : user.id();
    }
}
