package dev.danmaku.simulator.douyu;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** Some of the platform's gifts and props, with ids, names and prices as its public lists have them. */
final class Gifts {
    static final List<Gift> ALL = List.of(
            new Gift(824, Kind.GIFT, "粉丝荧光棒", 10),
            new Gift(20006, Kind.GIFT, "赞", 10),
            new Gift(20008, Kind.GIFT, "超大丸星", 10),
            new Gift(20002, Kind.GIFT, "办卡", 600),
            new Gift(20003, Kind.GIFT, "飞机", 10_000),
            new Gift(20004, Kind.GIFT, "火箭", 50_000),
            new Gift(20005, Kind.GIFT, "超级火箭", 200_000),
            new Gift(191, Kind.FREE, "鱼丸", 100),
            new Gift(268, Kind.PROP, "发财", 10));

    static final List<Integer> IDS = ALL.stream().map(Gift::id).toList();

    private Gifts() {}

    enum Kind {
        GIFT,
        /** Bought with the free coin. */
        FREE,
        /** From the backpack; on the wire it has no gift id, but a prop id. */
        PROP
    }

    /** @param price of one, in hundredths of a yuchi; for a free one, in the free coin */
    record Gift(int id, Kind kind, String name, int price) {}

    static Optional<Gift> find(int id) {
        return ALL.stream().filter(gift -> gift.id() == id).findFirst();
    }

    /** A room's panel. */
    static String list() {
        var answer = Json.object("{\"error\":0,\"msg\":\"success\",\"data\":{}}");
        var list = answer.withObject("/data").putArray("giftList");
        ALL.stream().filter(gift -> gift.kind() != Kind.PROP).forEach(gift -> {
            var item = list.addObject();
            item.put("id", gift.id()).put("name", gift.name());
            item.put("picUrlPrefix", "https://gfs-op.douyucdn.cn/dygift");
            item.putObject("basicInfo")
                    .put("giftType", gift.kind() == Kind.FREE ? 1 : 2)
                    .put("chatPic", "/%d/chat.png".formatted(gift.id()))
                    .put("giftPic", "/%d/gift.png".formatted(gift.id()));
            item.putObject("priceInfo")
                    .put("price", gift.price())
                    .put("priceType", gift.kind() == Kind.FREE ? "YUWAN" : "YUCHI")
                    .put("returnNum", 0);
            item.putObject("batchInfo");
            item.put("hitInterval", 3_000);
        });
        return Json.text(answer);
    }

    /** One prop; the platform's error where there is none. */
    static String prop(String id) {
        var found = ALL.stream()
                .filter(gift ->
                        gift.kind() == Kind.PROP && Integer.toString(gift.id()).equals(id))
                .findFirst();
        if (found.isEmpty()) {
            return "{\"error\":-1,\"msg\":\"道具不存在\",\"data\":null}";
        }
        var answer = Json.object("{\"error\":0,\"msg\":\"success\",\"data\":{}}");
        answer.withObject("/data")
                .put("id", found.get().id())
                .put("name", found.get().name())
                .put("price", found.get().price())
                .put("priceType", 2)
                .put("picUrlPrefix", "https://gfs-op.douyucdn.cn/dygift")
                .put("propPic", "/%s/prop.png".formatted(id));
        return Json.text(answer);
    }

    /** All of the site, keyed by gift id, wrapped in a call as scripts load it. */
    static String config() {
        var answer = Json.object("{\"error\":0,\"callback\":\"propGiftConfig\",\"data\":{}}");
        var data = answer.withObject("/data");
        for (var gift : ALL) {
            data.putObject(Integer.toString(gift.id()))
                    .put("name", gift.name())
                    .put("type", gift.kind() == Kind.FREE ? 1 : 2)
                    .put("pc", gift.price());
        }
        return "DYConfigCallback(" + Json.text(answer) + ");";
    }

    /** The open API's list inside a room; prices are whole yuchi there. */
    static void addTo(ObjectNode room) {
        var list = room.putArray("gift");
        ALL.stream()
                .filter(gift -> gift.kind() != Kind.PROP)
                .forEach(gift -> list.addObject()
                        .put("id", Integer.toString(gift.id()))
                        .put("name", gift.name())
                        .put("type", gift.kind() == Kind.FREE ? "1" : "2")
                        .put("pc", gift.kind() == Kind.FREE ? gift.price() : gift.price() / 100.0)
                        .put("gx", 0)
                        .put(
                                "mimg",
                                "https://gfs-op.douyucdn.cn/dygift/%d/m.png".formatted(gift.id()))
                        .put(
                                "himg",
                                "https://gfs-op.douyucdn.cn/dygift/%d/h.gif".formatted(gift.id())));
    }
}
