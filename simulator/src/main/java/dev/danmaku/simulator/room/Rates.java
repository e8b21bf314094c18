package dev.danmaku.simulator.room;

/** How much happens in a live room by itself, each in occurrences a second. */
public record Rates(double chats, double likes, double gifts, double entries) {
    /** A room busier than this is a mistake in a script. */
    public static final double MAX = 100_000;

    public static final Rates QUIET = new Rates(0, 0, 0, 0);

    public Rates {
        check("chats", chats);
        check("likes", likes);
        check("gifts", gifts);
        check("entries", entries);
    }

    /** Nobody is announced to come in. */
    public Rates(double chats, double likes, double gifts) {
        this(chats, likes, gifts, 0);
    }

    public static Rates chatting(double chats) {
        return new Rates(chats, 0, 0);
    }

    /** So many occurrences a second, mixed as in a usual room: eight chats to one like and one gift. */
    public static Rates mixed(double occurrences) {
        return new Rates(occurrences * 0.8, occurrences * 0.1, occurrences * 0.1);
    }

    private static void check(String name, double rate) {
        if (!(rate >= 0 && rate <= MAX)) {
            throw new IllegalArgumentException(
                    "%s a second must be 0 to %.0f, not %s".formatted(name, MAX, rate));
        }
    }
}
