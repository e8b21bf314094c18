package dev.danmaku.platforms.kuaishou.lookup;

import dev.danmaku.platforms.lookup.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.Map;

/** Reads the two gift lists of strangers: a dictionary of names, and a room's panel with prices. What makes no sense is left out. */
final class GiftAnswers {
    static final int MAX_GIFTS = 20_000;
    static final int MAX_NAME_CHARS = 100;
    /** Times the largest count of an event it is still a long. */
    static final long MAX_COINS = 1_000_000_000;

    private GiftAnswers() {}

    /** {@code {"data":{"1":{"giftName":"..","giftUrl":".."},..}}}. Empty where it is something else. */
    static Map<Integer, GiftKind> dictionary(String body) {
        var gifts = new HashMap<Integer, GiftKind>();
        var data = Json.parse(body).map(json -> json.path("data"));
        data.ifPresent(byId -> byId.forEachEntry((key, gift) -> {
            var id = id(key);
            var name = name(gift, "giftName");
            if (id != 0 && name != null && gifts.size() < MAX_GIFTS) {
                gifts.put(id, new GiftKind(name, null));
            }
        }));
        return gifts;
    }

    /** {@code {"data":{"gifts":[{"id":1,"name":"..","unitPrice":1},..]}}}. Empty where it is something else. */
    static Map<Integer, GiftKind> panel(String body) {
        var gifts = new HashMap<Integer, GiftKind>();
        var listed = Json.parse(body).map(json -> json.path("data").path("gifts"));
        listed.ifPresent(all -> all.forEach(gift -> {
            var id = id(gift.path("id").asString(""));
            if (id != 0 && gifts.size() < MAX_GIFTS) {
                gifts.put(id, new GiftKind(name(gift, "name"), coins(gift.path("unitPrice"))));
            }
        }));
        return gifts;
    }

    /** Unsigned on the wire; 0 where it is no id. */
    private static int id(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static @Nullable String name(JsonNode gift, String field) {
        var name = Json.text(gift, field);
        return name == null || name.length() > MAX_NAME_CHARS ? null : name;
    }

    private static @Nullable Long coins(JsonNode price) {
        var coins = price.asLong(-1);
        return coins < 0 || coins > MAX_COINS ? null : coins;
    }
}
