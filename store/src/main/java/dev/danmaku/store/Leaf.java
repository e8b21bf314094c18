package dev.danmaku.store;

import dev.danmaku.room.Platform;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;

/** The events of one platform and one day: a table of its own, which can go at once. Sorted by day, then by platform. */
record Leaf(Platform platform, long epochDay) implements Comparable<Leaf> {
    static final long DAY_MILLIS = 86_400_000;

    private static final Comparator<Leaf> ORDER =
            Comparator.comparingLong(Leaf::epochDay).thenComparing(Leaf::platform);

    static Leaf of(Platform platform, long at) {
        return new Leaf(platform, Math.floorDiv(at, DAY_MILLIS));
    }

    LocalDate day() {
        return LocalDate.ofEpochDay(epochDay);
    }

    long begin() {
        return epochDay * DAY_MILLIS;
    }

    long end() {
        return begin() + DAY_MILLIS;
    }

    Leaf next(int days) {
        return new Leaf(platform, epochDay + days);
    }

    /** Made of a platform's name and digits, so that it may stand in SQL, which takes no parameter there. */
    String table() {
        var day = day();
        return String.format(
                Locale.ROOT,
                "event_%s_%04d%02d%02d",
                platform.label(),
                day.getYear(),
                day.getMonthValue(),
                day.getDayOfMonth());
    }

    @Override
    public int compareTo(Leaf other) {
        return ORDER.compare(this, other);
    }
}
