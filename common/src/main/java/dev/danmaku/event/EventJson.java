package dev.danmaku.event;

import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Follow;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.Moderation;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.event.EventBody.Share;
import dev.danmaku.event.EventBody.StreamEnd;
import dev.danmaku.event.EventBody.StreamStart;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventBody.SuperChatDeleted;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.event.EventBody.ViewerCount;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

import java.io.OutputStream;
import java.io.StringWriter;
import java.util.Locale;

/** Writes events as JSON objects of the public schema. Absent is absent: never an empty value. {@link EventParser} reads them. */
public final class EventJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .rootValueSeparator("\n")
            .build();

    private EventJson() {}

    /** One JSON object without a line end. */
    public static String toJson(Event event) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(event, json);
        }
        return text.toString();
    }

    /**
     * A generator onto bytes that the caller feeds with {@link #write}; closing it leaves the target open. Several objects are
     * parted by line ends; the last one has none.
     */
    public static JsonGenerator generator(OutputStream target) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), target, JsonEncoding.UTF8);
    }

    /** Writes one object. */
    public static void write(Event event, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("v", Event.SCHEMA_VERSION);
        json.writeStringProperty("platform", event.platform().label());
        text(json, "room", event.room());
        json.writeStringProperty("type", event.body().type());
        json.writeNumberProperty("at", event.at());
        json.writeNumberProperty("receivedAt", event.receivedAt());
        json.writeStringProperty("key", event.key());
        text(json, "live", event.live());
        if (event.epoch() != null) {
            json.writeStringProperty("epoch", event.epoch().toString());
        }
        writeBody(event.body(), json);
        text(json, "raw", event.raw());
        json.writeEndObject();
    }

    /** A type's own fields, as one JSON object. */
    public static String toJson(EventBody body) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            writeBody(body, json);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Writes a type's own fields into an object that the caller begins and ends. */
    public static void writeBody(EventBody body, JsonGenerator json) {
        switch (body) {
            case Chat chat -> writeChat(chat, json);
            case Gift gift -> writeGift(gift, json);
            case SuperChat superChat -> {
                writeUser(superChat.user(), json);
                text(json, "text", superChat.text());
                writePrice(superChat.price(), json);
                number(json, "duration", superChat.seconds());
            }
            case SuperChatDeleted deleted -> {
                json.writeArrayPropertyStart("ids");
                deleted.ids().forEach(json::writeString);
                json.writeEndArray();
            }
            case Membership membership -> {
                writeUser(membership.user(), json);
                text(json, "tier", membership.tier());
                number(json, "months", membership.months());
                writePrice(membership.price(), json);
            }
            case Like like -> {
                writeUser(like.user(), json);
                json.writeNumberProperty("count", like.count());
            }
            case Enter enter -> writeUser(enter.user(), json);
            case Follow follow -> writeUser(follow.user(), json);
            case Share share -> writeUser(share.user(), json);
            case ViewerCount viewers -> {
                json.writeNumberProperty("count", viewers.count());
                json.writeStringProperty("kind", word(viewers.kind()));
                text(json, "display", viewers.display());
            }
            case LikeCount likes -> {
                json.writeNumberProperty("count", likes.count());
                text(json, "display", likes.display());
            }
            case Rank rank -> writeRank(rank, json);
            case RoomChanged room -> {
                text(json, "title", room.title());
                text(json, "area", room.area());
                text(json, "host", room.host());
                text(json, "cover", room.cover());
            }
            case StreamStart start -> text(json, "reason", start.reason());
            case StreamEnd end -> text(json, "reason", end.reason());
            case Moderation moderation -> {
                json.writeStringProperty("action", word(moderation.action()));
                if (moderation.user() != null) {
                    writeUser(moderation.user(), json);
                }
                number(json, "until", moderation.until());
            }
            case Notice notice -> json.writeStringProperty("text", notice.text());
            case Gap gap -> {
                json.writeNumberProperty("from", gap.from());
                json.writeNumberProperty("to", gap.to());
                json.writeStringProperty("cause", gap.cause());
                number(json, "dropped", gap.dropped());
            }
            case Unknown unknown -> json.writeStringProperty("name", unknown.name());
        }
    }

    private static void writeChat(Chat chat, JsonGenerator json) {
        writeUser(chat.user(), json);
        json.writeStringProperty("text", chat.text());
        text(json, "color", chat.color());
        if (chat.emote() != null) {
            json.writeObjectPropertyStart("emote");
            text(json, "id", chat.emote().id());
            text(json, "url", chat.emote().url());
            json.writeEndObject();
        }
        text(json, "replyTo", chat.replyTo());
    }

    private static void writeGift(Gift gift, JsonGenerator json) {
        writeUser(gift.user(), json);
        json.writeObjectPropertyStart("gift");
        text(json, "id", gift.id());
        text(json, "name", gift.name());
        json.writeNumberProperty("count", gift.count());
        writePrice(gift.price(), json);
        json.writeEndObject();
        if (gift.combo() != null) {
            json.writeObjectPropertyStart("combo");
            json.writeStringProperty("id", gift.combo().id());
            json.writeNumberProperty("total", gift.combo().total());
            if (gift.combo().uncertain()) {
                json.writeBooleanProperty("uncertain", true);
            }
            json.writeEndObject();
        }
    }

    private static void writeRank(Rank rank, JsonGenerator json) {
        json.writeArrayPropertyStart("users");
        for (var ranked : rank.users()) {
            json.writeStartObject();
            writeUser(ranked.user(), json);
            number(json, "score", ranked.score());
            json.writeEndObject();
        }
        json.writeEndArray();
        text(json, "kind", rank.kind());
    }

    private static void writePrice(@Nullable Price price, JsonGenerator json) {
        if (price == null) {
            return;
        }
        json.writeObjectPropertyStart("price");
        json.writeNumberProperty("amount", price.amount());
        json.writeStringProperty("unit", price.unit());
        if (price.paid() != null) {
            json.writeBooleanProperty("paid", price.paid());
        }
        json.writeEndObject();
    }

    private static void writeUser(User user, JsonGenerator json) {
        if (saysNothing(user)) {
            return;
        }
        json.writeObjectPropertyStart("user");
        text(json, "id", user.id());
        text(json, "name", user.name());
        text(json, "avatar", user.avatar());
        number(json, "level", user.level());
        if (user.badge() != null) {
            json.writeObjectPropertyStart("badge");
            text(json, "name", user.badge().name());
            number(json, "level", user.badge().level());
            json.writeEndObject();
        }
        if (user.role() != null) {
            json.writeStringProperty("role", word(user.role()));
        }
        if (user.masked()) {
            json.writeBooleanProperty("masked", true);
        }
        json.writeEndObject();
    }

    /** Somebody of whom the platform said nothing. */
    private static boolean saysNothing(User user) {
        return isAbsent(user.id())
                && isAbsent(user.name())
                && isAbsent(user.avatar())
                && user.level() == null
                && user.badge() == null
                && user.role() == null
                && !user.masked();
    }

    private static boolean isAbsent(@Nullable String value) {
        return value == null || value.isEmpty();
    }

    /** An enum's constant as it stands in the schema. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null && !isAbsent(value)) {
            json.writeStringProperty(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Number value) {
        if (value != null) {
            json.writeNumberProperty(name, value.longValue());
        }
    }
}
