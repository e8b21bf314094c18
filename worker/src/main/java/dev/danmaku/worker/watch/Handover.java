package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.Gift;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands between the events that are heard of a room and the sink, so that each is handed on once, by whichever of two holders:
 * the backlog before the room is ours, the search for copies after it was another's, the memory of what was handed on for who comes
 * after us. Pure but for time, which is an argument. To be used in the watch's turn, but for {@link #mark}.
 */
final class Handover {
    /** What came so long before the follower's join may still reach it: by a slower way, or since its clock was misjudged. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    private final boolean combosTellTotals;
    private final LastingMemory lasting = new LastingMemory();
    private final ComboTotals combos = new ComboTotals();
    private volatile @Nullable Backlog backlog;
    private @Nullable HandedOn handedOn;
    private @Nullable LateCopies copies;
    private CountedBefore counted = CountedBefore.nothing();

    /** @param combosTellTotals see {@link dev.danmaku.platforms.PlatformAdapter#combosTellTotals} */
    Handover(boolean combosTellTotals) {
        this.combosTellTotals = combosTellTotals;
    }

    /** The room is another's: everything is kept back until {@link #take}. */
    void keepBack() {
        backlog = new Backlog();
    }

    boolean keepsBack() {
        return backlog != null;
    }

    /** Somebody who is gone counted combos before us. */
    void follows(long nowMillis) {
        counted = CountedBefore.unknown(nowMillis);
    }

    void joined(long nowMillis) {
        var kept = backlog;
        if (kept != null) {
            kept.joined(nowMillis);
        }
    }

    boolean full() {
        var kept = backlog;
        return kept != null && kept.full();
    }

    /** Safe for use by any thread. */
    Mark mark(long nowMillis) {
        var kept = backlog;
        return kept == null ? new Mark(List.of(), 0) : kept.mark(nowMillis);
    }

    /** What of these events is to be handed on now. */
    List<Event> pass(List<Event> events, long nowMillis) {
        var kept = backlog;
        if (kept != null) {
            kept.keep(events);
            return List.of();
        }
        if (copies != null && copies.over(nowMillis)) {
            copies = null;
        }
        // What the former holder handed on counts as well: our follower may hear it, too.
        for (var event : events) {
            lasting.handedOn(event);
            if (handedOn != null) {
                handedOn.add(Fingerprint.of(event), nowMillis);
            }
        }
        return copies == null && !combosTellTotals ? events : ours(events, nowMillis);
    }

    private List<Event> ours(List<Event> events, long nowMillis) {
        var ours = new ArrayList<Event>(events.size());
        for (var event : events) {
            if (copies == null || !copies.has(event)) {
                var rest = combosTellTotals ? rest(event, nowMillis) : event;
                if (rest != null) {
                    ours.add(rest);
                }
            }
        }
        return ours;
    }

    private @Nullable Event rest(Event event, long nowMillis) {
        if (!(event.body() instanceof Gift gift) || gift.combo() == null) {
            return event;
        }
        var combo = gift.combo();
        var rest = counted.rest(gift, combo, combos.knows(combo.id()), nowMillis);
        if (rest != null) {
            combos.put(combo.id(), combo.total(), nowMillis);
        }
        return rest == null ? null : event.saying(rest);
    }

    /** Remembers what is handed on, or no longer. */
    void remember(boolean on) {
        if (!on) {
            handedOn = null;
        } else if (handedOn == null) {
            handedOn = new HandedOn();
        }
    }

    /** Whether something that the mark names was handed on. What comes again now and then was handed on before, too. */
    boolean handedOn(Mark mark, long joinedMillis) {
        return handedOn != null
                && handedOn.firstOf(mark, joinedMillis - MARGIN.toMillis()) != Long.MAX_VALUE;
    }

    /**
     * What the follower must know.
     *
     * @param coveredMillis until when we heard all there was
     * @param trouble why no longer; null if we just stopped
     */
    Cut cut(
            @Nullable String live,
            long joinedMillis,
            long coveredMillis,
            @Nullable String trouble,
            long nowMillis) {
        var told = new ArrayList<Cut.Told>();
        if (handedOn != null) {
            handedOn.since(
                    joinedMillis - 2 * MARGIN.toMillis(),
                    (event, millis) -> told.add(new Cut.Told(event, millis - joinedMillis)));
        }
        return new Cut(
                live,
                coveredMillis - joinedMillis,
                trouble,
                told,
                lasting.again(),
                lasting.purchases(),
                combos.all(nowMillis, joinedMillis));
    }

    /**
     * The room is ours: ends the keeping back.
     *
     * @param sinceMillis from when on we watch: until then, at least, the former holder was there
     * @param cut null if it said nothing
     */
    Taken take(@Nullable Cut cut, long sinceMillis, long nowMillis) {
        var kept = backlog;
        if (kept == null) {
            throw new IllegalStateException("nothing was kept back");
        }
        backlog = null;
        var heard = kept.empty();
        var joined = kept.isJoined() ? kept.joinedMillis() : nowMillis;
        if (cut == null) {
            counted = CountedBefore.unknown(nowMillis);
            return new Taken(heard, sinceMillis, joined, kept.isJoined());
        }
        var late = new LateCopies(cut, joined, heard, nowMillis);
        copies = late;
        lasting.follow(cut);
        counted = CountedBefore.by(cut, late.until());
        cut.combos()
                .forEach((combo, last) -> combos.put(
                        combo, last.total(), Math.min(nowMillis, joined + last.millis())));
        var covered = joined + cut.covered() + late.offset();
        return new Taken(without(heard, covered), covered, joined, kept.isJoined());
    }

    /** Gaps of ours begin where the former holder stopped hearing, and those that end before are none. */
    private static List<Event> without(List<Event> heard, long coveredMillis) {
        var all = new ArrayList<Event>(heard.size());
        for (var event : heard) {
            if (!(event.body() instanceof Gap gap) || gap.from() >= coveredMillis) {
                all.add(event);
            } else if (gap.to() > coveredMillis) {
                all.add(event.saying(new Gap(coveredMillis, gap.to(), gap.cause(), gap.dropped())));
            }
        }
        return all;
    }

    /**
     * What a take-over found.
     *
     * @param heard to be handed on, in this order
     * @param coveredMillis until when the former holder heard everything
     * @param joinedMillis since when we are joined
     * @param joined whether we ever were
     */
    record Taken(List<Event> heard, long coveredMillis, long joinedMillis, boolean joined) {}
}
