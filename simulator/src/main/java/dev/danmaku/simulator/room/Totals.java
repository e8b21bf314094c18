package dev.danmaku.simulator.room;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** A platform's counts over all its rooms. Safe to use from any thread. */
public final class Totals {
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder joins = new LongAdder();
    private final ConcurrentHashMap<String, LongAdder> lookups = new ConcurrentHashMap<>();

    /** Counts a new socket in, unless that would be more than the limit. */
    public boolean tryOpen(int limit) {
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            return false;
        }
        opened.increment();
        return true;
    }

    public void closed() {
        open.decrementAndGet();
        closed.increment();
    }

    public void refused() {
        refused.increment();
    }

    void joined() {
        joins.increment();
    }

    public void lookup(String kind) {
        lookups.computeIfAbsent(kind, k -> new LongAdder()).increment();
    }

    public PlatformCounts counts() {
        SortedMap<String, Long> kinds = new TreeMap<>();
        lookups.forEach((kind, count) -> kinds.put(kind, count.sum()));
        return new PlatformCounts(
                open.get(),
                opened.sum(),
                closed.sum(),
                refused.sum(),
                joins.sum(),
                Collections.unmodifiableSortedMap(kinds));
    }
}
