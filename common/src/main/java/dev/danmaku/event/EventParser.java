package dev.danmaku.event;

import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Emote;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Follow;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.Moderation;
import dev.danmaku.event.EventBody.ModerationAction;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.event.EventBody.Share;
import dev.danmaku.event.EventBody.StreamEnd;
import dev.danmaku.event.EventBody.StreamStart;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventBody.SuperChatDeleted;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/**
 * Reads what {@link EventJson} wrote: the same event, so that writing it again gives the same bytes. A field that is not known
 * is passed over, since a later version may have added it; a type that is not known is a mistake.
 */
public final class EventParser {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final User NOBODY = User.of(null, null);

    private EventParser() {}

    /** @throws BadEvent if the text is no event */
    public static Event parse(String json) {
        var fields = Fields.of(tree(json));
        var version = fields.number("v");
        if (version != Event.SCHEMA_VERSION) {
            throw new BadEvent("version %d of the schema is not known".formatted(version));
        }
        var platform = Platform.find(fields.text("platform"))
                .orElseThrow(() -> new BadEvent("'platform' names no platform"));
        return new Event(
                platform,
                fields.textOrNull("room"),
                fields.number("at"),
                fields.number("receivedAt"),
                fields.text("key"),
                fields.textOrNull("live"),
                epoch(fields.textOrNull("epoch")),
                body(fields.text("type"), fields.node()),
                fields.textOrNull("raw"));
    }

    /**
     * Any JSON text as a tree.
     *
     * @throws BadEvent if it is none
     */
    public static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new BadEvent("it is no JSON", e);
        }
    }

    /**
     * What a type's own fields say.
     *
     * @param fields an object; what else it holds is passed over
     * @throws BadEvent if the type is not known or one of its fields is missing
     */
    public static EventBody body(String type, JsonNode fields) {
        var f = Fields.of(fields);
        return switch (type) {
            case "chat" ->
                new Chat(
                        user(f),
                        f.text("text"),
                        f.textOrNull("color"),
                        emote(f.objectOrNull("emote")),
                        f.textOrNull("replyTo"));
            case "gift" -> gift(f);
            case "superchat" ->
                new SuperChat(
                        user(f),
                        // money may be given without a word
                        f.textOrEmpty("text"),
                        price(f.object("price")),
                        f.longOrNull("duration"));
            case "superchat-deleted" -> new SuperChatDeleted(f.texts("ids"));
            case "membership" ->
                new Membership(
                        user(f),
                        f.textOrNull("tier"),
                        f.intOrNull("months"),
                        priceOrNull(f.objectOrNull("price")));
            case "like" -> new Like(user(f), f.number("count"));
            case "enter" -> new Enter(user(f));
            case "follow" -> new Follow(user(f));
            case "share" -> new Share(user(f));
            case "viewers" ->
                new ViewerCount(
                        f.number("count"),
                        f.word("kind", ViewerCountKind.class),
                        f.textOrNull("display"));
            case "likes" -> new LikeCount(f.number("count"), f.textOrNull("display"));
            case "rank" ->
                new Rank(
                        f.objects("users").stream().map(EventParser::ranked).toList(),
                        f.textOrNull("kind"));
            case "room-changed" ->
                new RoomChanged(
                        f.textOrNull("title"),
                        f.textOrNull("area"),
                        f.textOrNull("host"),
                        f.textOrNull("cover"));
            case "stream-started" -> new StreamStart(f.textOrNull("reason"));
            case "stream-ended" -> new StreamEnd(f.textOrNull("reason"));
            case "moderation" -> moderation(f);
            case "notice" -> new Notice(f.text("text"));
            case "gap" ->
                new Gap(f.number("from"), f.number("to"), f.text("cause"), f.longOrNull("dropped"));
            case "unknown" -> new Unknown(f.text("name"));
            default -> throw new BadEvent("its 'type' is not known");
        };
    }

    private static @Nullable Epoch epoch(@Nullable String text) {
        return text == null ? null : Epoch.parse(text);
    }

    private static @Nullable Emote emote(@Nullable Fields emote) {
        return emote == null ? null : new Emote(emote.textOrNull("id"), emote.textOrNull("url"));
    }

    private static Gift gift(Fields f) {
        var gift = f.object("gift");
        var combo = f.objectOrNull("combo");
        return new Gift(
                user(f),
                gift.textOrNull("id"),
                gift.textOrNull("name"),
                gift.number("count"),
                priceOrNull(gift.objectOrNull("price")),
                combo == null
                        ? null
                        : new Combo(
                                combo.text("id"),
                                combo.number("total"),
                                combo.isTrue("uncertain")));
    }

    private static Ranked ranked(Fields f) {
        return new Ranked(user(f), f.longOrNull("score"));
    }

    private static Moderation moderation(Fields f) {
        var user = f.objectOrNull("user");
        return new Moderation(
                f.word("action", ModerationAction.class),
                user == null ? null : readUser(user),
                f.longOrNull("until"));
    }

    private static @Nullable Price priceOrNull(@Nullable Fields price) {
        return price == null ? null : price(price);
    }

    private static Price price(Fields price) {
        return new Price(price.number("amount"), price.text("unit"), price.booleanOrNull("paid"));
    }

    private static User user(Fields f) {
        var user = f.objectOrNull("user");
        return user == null ? NOBODY : readUser(user);
    }

    private static User readUser(Fields user) {
        var badge = user.objectOrNull("badge");
        return new User(
                user.textOrNull("id"),
                user.textOrNull("name"),
                user.textOrNull("avatar"),
                user.intOrNull("level"),
                badge == null
                        ? null
                        : new User.Badge(badge.textOrNull("name"), badge.intOrNull("level")),
                user.has("role") ? user.word("role", User.Role.class) : null,
                user.isTrue("masked"));
    }

    /** One JSON object, asked for what must be or may be there. */
    private record Fields(JsonNode node) {
        static Fields of(JsonNode node) {
            if (!node.isObject()) {
                throw new BadEvent("it is no JSON object");
            }
            return new Fields(node);
        }

        boolean has(String name) {
            return node.has(name);
        }

        @Nullable String textOrNull(String name) {
            var value = node.get(name);
            if (value == null) {
                return null;
            }
            if (!value.isString()) {
                throw new BadEvent("'%s' is no text".formatted(name));
            }
            return value.stringValue();
        }

        String text(String name) {
            var text = textOrNull(name);
            if (text == null) {
                throw missing(name);
            }
            return text;
        }

        String textOrEmpty(String name) {
            var text = textOrNull(name);
            return text == null ? "" : text;
        }

        List<String> texts(String name) {
            return items(name).stream()
                    .map(item -> {
                        if (!item.isString()) {
                            throw new BadEvent("'%s' holds what is no text".formatted(name));
                        }
                        return item.stringValue();
                    })
                    .toList();
        }

        @Nullable Long longOrNull(String name) {
            var value = node.get(name);
            if (value == null) {
                return null;
            }
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw new BadEvent("'%s' is no whole number".formatted(name));
            }
            return value.longValue();
        }

        long number(String name) {
            var number = longOrNull(name);
            if (number == null) {
                throw missing(name);
            }
            return number;
        }

        @Nullable Integer intOrNull(String name) {
            var number = longOrNull(name);
            if (number != null && number != number.intValue()) {
                throw new BadEvent("'%s' is too large".formatted(name));
            }
            return number == null ? null : number.intValue();
        }

        @Nullable Boolean booleanOrNull(String name) {
            var value = node.get(name);
            if (value != null && !value.isBoolean()) {
                throw new BadEvent("'%s' is neither true nor false".formatted(name));
            }
            return value == null ? null : value.booleanValue();
        }

        boolean isTrue(String name) {
            return Boolean.TRUE.equals(booleanOrNull(name));
        }

        <E extends Enum<E>> E word(String name, Class<E> type) {
            var word = text(name);
            for (var constant : type.getEnumConstants()) {
                if (EventJson.word(constant).equals(word)) {
                    return constant;
                }
            }
            throw new BadEvent("'%s' is none of the words it may be".formatted(name));
        }

        @Nullable Fields objectOrNull(String name) {
            var value = node.get(name);
            return value == null ? null : of(value);
        }

        Fields object(String name) {
            var object = objectOrNull(name);
            if (object == null) {
                throw missing(name);
            }
            return object;
        }

        List<Fields> objects(String name) {
            return items(name).stream().map(Fields::of).toList();
        }

        private List<JsonNode> items(String name) {
            var value = node.get(name);
            if (value == null || !value.isArray()) {
                throw missing(name);
            }
            return List.copyOf(value.values());
        }

        private static BadEvent missing(String name) {
            return new BadEvent("'%s' is missing".formatted(name));
        }
    }
}
