package dev.danmaku.store.export;

/**
 * The rows of a screen on which texts pass from right to left, each in the same time, so that a long one is quicker. Two share a
 * row where the second enters after the first has entered as a whole, and leaves after it.
 */
final class Lanes {
    private final int screenWidth;
    private final long passMillis;
    private final long[] since;
    private final int[] width;

    /** @param passMillis from the first of a text at the right border to the last of it at the left */
    Lanes(int count, int screenWidth, long passMillis) {
        this.screenWidth = screenWidth;
        this.passMillis = passMillis;
        this.since = new long[count];
        this.width = new int[count];
    }

    /**
     * Takes the topmost row that is free.
     *
     * @param at no less than before
     * @return -1 if none is
     */
    int take(long at, int textWidth) {
        for (var lane = 0; lane < since.length; lane++) {
            if (isFree(lane, at, textWidth)) {
                since[lane] = at;
                width[lane] = textWidth;
                return lane;
            }
        }
        return -1;
    }

    private boolean isFree(int lane, long at, int textWidth) {
        if (width[lane] == 0) {
            return true;
        }
        var entered = since[lane] + passMillis * width[lane] / (screenWidth + width[lane]) + 1;
        var reachesLeft = at + passMillis * screenWidth / (screenWidth + textWidth);
        return at >= entered && reachesLeft >= since[lane] + passMillis;
    }
}
