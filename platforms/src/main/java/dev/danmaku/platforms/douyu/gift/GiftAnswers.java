package dev.danmaku.platforms.douyu.gift;

import dev.danmaku.platforms.douyu.gift.Gifts.KnownGift;
import dev.danmaku.platforms.douyu.gift.Gifts.Unit;
import dev.danmaku.platforms.lookup.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The gift lists' shapes. Those of the gift API count in hundredths of a yuchi, those of the open API in whole ones. */
final class GiftAnswers {
    /** In one list; the largest that is known has some 1,600. */
    static final int MAX_GIFTS = 5_000;

    private static final int MAX_NAME_CHARS = 64;
    private static final long MAX_PRICE = 1_000_000_000;
    private static final int HUNDREDTHS = 100;
    private static final long FREE_COIN = 1;
    private static final Pattern CALLBACK =
            Pattern.compile("^\\s*[A-Za-z_$][\\w$]*\\((.*)\\)\\s*;?\\s*$", Pattern.DOTALL);

    private GiftAnswers() {}

    /** The gifts of a room, by gfid; empty where the answer is none. */
    static Map<Long, KnownGift> roomList(String body) {
        var gifts = new TreeMap<Long, KnownGift>();
        for (var gift : data(body).path("giftList")) {
            var price = gift.path("priceInfo");
            var unit = unit(price.path("priceType").asString("YUCHI"));
            add(gifts, number(gift, "id"), gift, number(price, "price"), unit);
        }
        return gifts;
    }

    /** The gifts of all rooms, by gfid; JSON in a function call. */
    static Map<Long, KnownGift> all(String body) {
        var gifts = new TreeMap<Long, KnownGift>();
        var call = CALLBACK.matcher(body);
        var data = data(call.matches() ? call.group(1) : body);
        for (var entry : data.properties()) {
            var gift = entry.getValue();
            add(gifts, id(entry.getKey()), gift, number(gift, "pc"), unit(gift));
        }
        return gifts;
    }

    /** The gifts of a room in the open API, by gfid. */
    static Map<Long, KnownGift> openApi(String body) {
        var gifts = new TreeMap<Long, KnownGift>();
        for (var gift : data(body).path("gift")) {
            // Whole yuchi, which may have decimals.
            var price = Math.round(gift.path("pc").asDouble(0) * HUNDREDTHS);
            add(gifts, number(gift, "id"), gift, price, unit(gift));
        }
        return gifts;
    }

    /** One prop, by pid. */
    static Map<Long, KnownGift> prop(String body) {
        var gifts = new TreeMap<Long, KnownGift>();
        var prop = data(body);
        var unit = number(prop, "priceType") == FREE_COIN ? Unit.YUWAN : Unit.YUCHI;
        add(gifts, number(prop, "id"), prop, number(prop, "price"), unit);
        return gifts;
    }

    private static void add(
            Map<Long, KnownGift> gifts, long id, JsonNode gift, long price, Unit unit) {
        var name = Json.text(gift, "name");
        if (id > 0 && name != null && name.length() <= MAX_NAME_CHARS && gifts.size() < MAX_GIFTS) {
            gifts.put(id, new KnownGift(name, price > 0 && price <= MAX_PRICE ? price : 0, unit));
        }
    }

    private static JsonNode data(String body) {
        var json = Json.parse(body);
        return json.isEmpty() ? MissingNode.getInstance() : json.get().path("data");
    }

    private static Unit unit(JsonNode gift) {
        return number(gift, "type") == FREE_COIN ? Unit.YUWAN : Unit.YUCHI;
    }

    private static Unit unit(String priceType) {
        return priceType.equals("YUCHI") ? Unit.YUCHI : Unit.YUWAN;
    }

    private static long number(JsonNode json, String field) {
        return json.path(field).asLong(0);
    }

    private static long id(String key) {
        return key.matches("[0-9]{1,15}") ? Long.parseLong(key) : 0;
    }
}
