package dev.danmaku.worker.autoscale;

import dev.danmaku.config.SlotBounds;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How many slots there are and what was seen until now: each look gives the next one, and nothing else goes into it. See the package
 * for the rules.
 *
 * @param slots from now on
 * @param last how that came; null where it is the lower bound, as in the beginning
 * @param overloadedSince null while nothing is overloaded
 * @param readySince nearly full and nothing strained; null while that is not so
 * @param spool what working sinks had on disk at the last look
 * @param spoolGrowsSince null while it does not grow
 * @param shrunkAt null where it never was
 * @param patience how long a growth waits after a change, while it is wary
 */
public record Autoscale(
        SlotBounds bounds,
        int slots,
        @Nullable Decision last,
        @Nullable Long overloadedSince,
        @Nullable Long readySince,
        long spool,
        @Nullable Long spoolGrowsSince,
        @Nullable Long shrunkAt,
        Duration patience) {
    /** Longer than the worst of the event loops is remembered: one pause alone is no overload. */
    private static final Duration OVERLOADED_FOR = Duration.ofSeconds(10);

    private static final Duration READY_FOR = Duration.ofSeconds(10);
    /** A spool that is worked off goes segment by segment, and grows in between. */
    private static final Duration SPOOL_GROWS_FOR = Duration.ofSeconds(60);
    /** What a shrinking brings is seen by then. */
    private static final Duration SHRINK_AGAIN_AFTER = Duration.ofSeconds(30);

    private static final Duration WARY_FOR = Duration.ofHours(1);
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);
    private static final Duration MOST_PATIENCE = Duration.ofMinutes(30);
    /** Slots are nearly all held when a tenth is free at most. */
    private static final int FREE_PART = 10;

    private static final int SHRINK_PART = 10;
    private static final int GROW_PART = 2;
    private static final int WARY_GROW_PART = 20;

    /** Begins with the lower bound. */
    public static Autoscale of(SlotBounds bounds) {
        return new Autoscale(bounds, bounds.min(), null, null, null, 0, null, null, LEAST_PATIENCE);
    }

    /**
     * The next state. To be called about once a second.
     *
     * @param now as {@link System#nanoTime}
     * @param held rooms
     */
    public Autoscale look(long now, int held, Strain strain) {
        var spoolNow = strain.spooledForWorking();
        var grows = spoolNow > spool ? since(spoolGrowsSince, now) : null;
        var overload = overload(now, strain, grows);
        var ready = overload == null && isNearlyFull(held) && strain.effort() == null;
        var next = new Autoscale(
                bounds,
                slots,
                last,
                overload == null ? null : since(overloadedSince, now),
                ready ? since(readySince, now) : null,
                spoolNow,
                grows,
                shrunkAt,
                patience);
        if (overload != null) {
            return next.shrink(now, held, overload, strain);
        }
        return next.grow(now, held, strain);
    }

    /** Whether it is overloaded and has no slot to spare. */
    public boolean isStuck(long now) {
        return slots == bounds.min() && hasLasted(overloadedSince, now, OVERLOADED_FOR);
    }

    private static @Nullable String overload(long now, Strain strain, @Nullable Long spoolGrows) {
        var overload = strain.overload();
        return overload == null && hasLasted(spoolGrows, now, SPOOL_GROWS_FOR)
                ? "what waits in spools grows though their sinks work"
                : overload;
    }

    private boolean isNearlyFull(int held) {
        var free = slots - held;
        return free <= 0 || free <= slots / FREE_PART;
    }

    /** To what is held, so that nothing more is taken; from there by a tenth. */
    private Autoscale shrink(long now, int held, String overload, Strain strain) {
        if (slots == bounds.min()
                || !hasLasted(overloadedSince, now, OVERLOADED_FOR)
                || (shrunkAt != null && now - shrunkAt < SHRINK_AGAIN_AFTER.toNanos())) {
            return this;
        }
        var to = Math.max(bounds.min(), Math.min(held, slots - Math.ceilDiv(slots, SHRINK_PART)));
        return new Autoscale(
                bounds,
                to,
                decision(now, to, "overloaded: " + overload, held, strain),
                overloadedSince,
                null,
                spool,
                spoolGrowsSince,
                now,
                patienceAfterShrinking(now));
    }

    /** Several shrinkings in a row are one. */
    private Duration patienceAfterShrinking(long now) {
        if (!isWary(now)) {
            return LEAST_PATIENCE;
        }
        if (last != null && !last.isGrowth()) {
            return patience;
        }
        var longer = patience.multipliedBy(2);
        return longer.compareTo(MOST_PATIENCE) < 0 ? longer : MOST_PATIENCE;
    }

    private boolean isWary(long now) {
        return shrunkAt != null && now - shrunkAt < WARY_FOR.toNanos();
    }

    private Autoscale grow(long now, int held, Strain strain) {
        if (slots == bounds.max() || !hasLasted(readySince, now, READY_FOR) || isToWait(now)) {
            return this;
        }
        var to = Math.min(
                bounds.max(),
                slots + Math.ceilDiv(slots, isWary(now) ? WARY_GROW_PART : GROW_PART));
        return new Autoscale(
                bounds,
                to,
                decision(now, to, "nearly full, nothing strained", held, strain),
                null,
                null,
                spool,
                spoolGrowsSince,
                shrunkAt,
                patience);
    }

    private boolean isToWait(long now) {
        return isWary(now) && last != null && now - last.atNanos() < patience.toNanos();
    }

    private Decision decision(long now, int to, String why, int held, Strain strain) {
        return new Decision(now, slots, to, "%s (%d rooms, %s)".formatted(why, held, strain));
    }

    private static @Nullable Long since(@Nullable Long before, long now) {
        return before == null ? Long.valueOf(now) : before;
    }

    private static boolean hasLasted(@Nullable Long since, long now, Duration time) {
        return since != null && now - since >= time.toNanos();
    }
}
