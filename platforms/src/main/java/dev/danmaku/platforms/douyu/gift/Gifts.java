package dev.danmaku.platforms.douyu.gift;

import org.jspecify.annotations.Nullable;

/** Names and prices of gifts, which most messages leave out. Answers at once, from what is known by now. */
public interface Gifts {
    /** Nothing is known. */
    Gifts NONE = (_, _) -> null;

    /**
     * @param pid of the prop that was given; 0 where it was none
     * @param gfid of the gift; 0 where there is none
     * @return null where we don't know it (yet)
     */
    @Nullable KnownGift find(long pid, long gfid);

    /**
     * @param price of one, in the smallest part of the unit; 0 where it is not known
     * @param unit a coin of the platform
     */
    record KnownGift(@Nullable String name, long price, Unit unit) {}

    /** A coin of the platform. */
    enum Unit {
        /** Hundredths of a yuchi; one yuchi is one yuan. */
        YUCHI("douyu-yuchi", true),
        /** Given to viewers for being there. */
        YUWAN("douyu-yuwan", false);

        private final String label;
        private final boolean money;

        Unit(String label, boolean money) {
            this.label = label;
            this.money = money;
        }

        public String label() {
            return label;
        }

        /** It is bought for money. */
        public boolean money() {
            return money;
        }
    }
}
