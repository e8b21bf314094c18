package dev.danmaku.standalone.deploy;

import java.util.SplittableRandom;

/**
 * How many rooms of a platform are live, second by second of a day: few in the morning, many in the evening, never still; an event at which
 * thousands go live within two minutes, and five minutes in which whoever fills the lives set has lost them all.
 */
final class LiveDay {
    static final int SECONDS = 24 * 3600;
    static final int BURST_AT = 20 * 3600;
    static final int BURST_SECONDS = 120;
    static final int BURST_ROOMS = 3000;

    private static final int BURST_LASTS = 90 * 60;
    private static final int LOST_FROM = 14 * 3600;
    static final int LOST_UNTIL = LOST_FROM + 5 * 60;
    private static final int MORNING = 6;
    private static final int FEWEST = 700;
    private static final int SPAN = 4500;
    /** Streams that begin and end by themselves: sixty rooms more or less, which last for a quarter of an hour. */
    private static final int STIR = 4;

    private static final double BACK = 0.999;

    private final int[] rooms = new int[SECONDS];

    LiveDay(long seed) {
        var random = new SplittableRandom(seed);
        var stir = 0.0;
        for (var second = 0; second < SECONDS; second++) {
            stir = stir * BACK + random.nextInt(-STIR, STIR + 1);
            rooms[second] =
                    lost(second) ? 0 : (int) Math.max(0, usual(second) + stir + burst(second));
        }
    }

    private static boolean lost(int second) {
        return second >= LOST_FROM && second < LOST_UNTIL;
    }

    private static double usual(int second) {
        var hours = second / 3600.0;
        var part = (1 - Math.cos((hours - MORNING) / 24 * 2 * Math.PI)) / 2;
        return FEWEST + SPAN * part;
    }

    private static double burst(int second) {
        var since = second - BURST_AT;
        if (since < 0) {
            return 0;
        }
        return since < BURST_LASTS
                ? BURST_ROOMS * Math.min(1.0, (double) since / BURST_SECONDS)
                // people go home one by one
                : BURST_ROOMS * Math.exp(-(since - BURST_LASTS) / 1200.0);
    }

    int rooms(int second) {
        return rooms[second];
    }
}
