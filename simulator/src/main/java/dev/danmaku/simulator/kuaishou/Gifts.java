package dev.danmaku.simulator.kuaishou;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some of the platform's gifts, with the ids and names they have had for years. Prices are made up. */
final class Gifts {
    static final List<Gift> ALL = List.of(
            new Gift(1, "荧光棒", 1),
            new Gift(2, "棒棒糖", 1),
            new Gift(7, "么么哒", 5),
            new Gift(9, "啤酒", 10),
            new Gift(14, "钻戒", 200),
            new Gift(16, "皇冠", 300),
            new Gift(25, "凤冠", 2888),
            new Gift(33, "烟花", 188),
            new Gift(41, "跑车", 1288),
            new Gift(113, "火箭", 888),
            new Gift(114, "玫瑰", 1),
            new Gift(147, "赞", 1),
            new Gift(156, "穿云箭", 2888),
            new Gift(164, "猫粮", 1),
            new Gift(165, "小可爱", 6),
            new Gift(193, "蛋糕", 99),
            new Gift(296, "666", 6));

    static final List<Integer> IDS = ALL.stream().map(Gift::id).toList();

    private Gifts() {}

    /** @param coins price of one in the platform's coin */
    record Gift(int id, String name, int coins) {
        String picture() {
            return "https://p1-live.example/gift/%d.png".formatted(id);
        }
    }

    /** The dictionary by id; it has no prices. */
    static Map<String, Object> dictionary() {
        var byId = new LinkedHashMap<String, Object>();
        ALL.forEach(gift -> byId.put(
                Integer.toString(gift.id()),
                Map.of("giftName", gift.name(), "giftUrl", gift.picture())));
        return byId;
    }

    /** A room's panel: ids, names and prices. */
    static List<Map<String, Object>> panel() {
        return ALL.stream()
                .map(gift -> Map.<String, Object>of(
                        "id", gift.id(), "name", gift.name(), "unitPrice", gift.coins()))
                .toList();
    }
}
