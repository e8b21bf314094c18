package dev.danmaku.simulator.bilibili;

import java.util.List;

/** Some of the platform's gifts. Prices are made up. */
final class Gifts {
    /** What is bought is a box of 1.5 CNY; what comes out has another price. */
    static final int BLIND_BOX = 32_251;

    static final List<Gift> ALL = List.of(
            new Gift(1, "辣条", 100, "silver"),
            new Gift(31_036, "小花花", 100, "gold"),
            new Gift(31_039, "牛哇牛哇", 100, "gold"),
            new Gift(31_044, "情书", 5_200, "gold"),
            new Gift(30_971, "这个好诶", 1_000, "gold"),
            new Gift(31_164, "粉丝团灯牌", 1_000, "gold"),
            new Gift(31_213, "打call", 500, "gold"),
            new Gift(32_132, "小电视飞船", 1_245_000, "gold"),
            new Gift(BLIND_BOX, "心动盲盒", 1_500, "gold"));

    static final List<Integer> IDS = ALL.stream().map(Gift::id).toList();

    /** What comes out of a {@link #BLIND_BOX}. */
    static final Gift SURPRISE = new Gift(32_125, "电影票", 2_000, "gold");

    private Gifts() {}

    /** @param price of one piece: 1000 gold are 1 CNY, silver costs nothing */
    record Gift(int id, String name, long price, String coin) {}

    /** An id that the list does not know is a gift all the same. */
    static Gift of(int id) {
        return ALL.stream()
                .filter(gift -> gift.id() == id)
                .findFirst()
                .orElseGet(() -> new Gift(id, "礼物" + id, 1_000, "gold"));
    }
}
