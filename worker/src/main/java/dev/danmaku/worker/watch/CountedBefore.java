package dev.danmaku.worker.watch;

import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.Price;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a gift combo that runs on from one holder to the next from being counted anew, where the platform says what a combo has by
 * now and not what each push adds.
 *
 * <p>An event stands for a part of its combo: from {@code total - count}, excluded, to {@code total}. The former holder's part ends at
 * the total it handed on last; only what lies beyond counts. A holder that is gone told no total: the first sight of a combo that
 * was under way is marked as uncertain then.
 */
final class CountedBefore {
    /** Longer than a combo usually pauses: under its name a new one may run then. */
    static final Duration KNOWN_FOR = Duration.ofMinutes(5);

    private static final long NEVER = Long.MIN_VALUE;

    private final Map<String, Long> totals = new HashMap<>();
    private final long lateUntilMillis;
    private final long doubtUntilMillis;

    private CountedBefore(Map<String, Cut.Counted> counted, long lateUntil, long doubtUntil) {
        counted.forEach((combo, last) -> totals.put(combo, last.total()));
        this.lateUntilMillis = lateUntil;
        this.doubtUntilMillis = doubtUntil;
    }

    /** Nobody counted anything, or nobody knows of it. */
    static CountedBefore nothing() {
        return new CountedBefore(Map.of(), NEVER, NEVER);
    }

    /** Somebody did, and did not say what. */
    static CountedBefore unknown(long nowMillis) {
        return new CountedBefore(Map.of(), NEVER, nowMillis + ComboTotals.MAX_AGE.toMillis());
    }

    /** @param lateUntilMillis when the last copy of what the holder counted may come */
    static CountedBefore by(Cut cut, long lateUntilMillis) {
        return new CountedBefore(cut.combos(), lateUntilMillis, NEVER);
    }

    /**
     * @param seen whether this combo was handed on before by this watch
     * @return what is left to count of the gift; null for nothing
     */
    @Nullable Gift rest(Gift gift, Combo combo, boolean seen, long nowMillis) {
        var late = combo.uncertain() || combo.total() > gift.count();
        var before = totals.get(combo.id());
        if (before == null) {
            return marked(gift, combo, late && !seen && nowMillis < doubtUntilMillis);
        }
        if (nowMillis > lateUntilMillis + KNOWN_FOR.toMillis()) {
            totals.remove(combo.id());
            return marked(gift, combo, late);
        }
        var from = Math.max(before, combo.total() - gift.count());
        var added = combo.total() - from;
        if (added > 0) {
            totals.remove(combo.id());
            return marked(part(gift, added), combo, false);
        }
        if (nowMillis <= lateUntilMillis) {
            return null;
        }
        // Too late for a copy: a new combo under an old name.
        totals.remove(combo.id());
        return marked(gift, combo, false);
    }

    private static Gift marked(Gift gift, Combo combo, boolean uncertain) {
        return combo.uncertain() == uncertain
                ? gift
                : with(
                        gift,
                        gift.count(),
                        gift.price(),
                        new Combo(combo.id(), combo.total(), uncertain));
    }

    private static Gift part(Gift gift, long added) {
        var price = gift.price();
        return added == gift.count()
                ? gift
                : with(
                        gift,
                        added,
                        price == null ? null : part(price, added, gift.count()),
                        gift.combo());
    }

    /** Prices are per piece, so this loses nothing. */
    private static Price part(Price price, long added, long count) {
        var amount = price.amount() / count * added + price.amount() % count * added / count;
        return new Price(amount, price.unit(), price.paid());
    }

    private static Gift with(Gift gift, long count, @Nullable Price price, @Nullable Combo combo) {
        return new Gift(gift.user(), gift.id(), gift.name(), count, price, combo);
    }
}
