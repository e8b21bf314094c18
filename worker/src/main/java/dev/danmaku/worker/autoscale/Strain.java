package dev.danmaku.worker.autoscale;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How hard a worker's process is at it.
 *
 * @param loopLagMillis how late its slowest event loop was within the last seconds; null where that is not known
 * @param heapPercent of the heap that was in use after the last collection; null before the first
 */
public record Strain(
        @Nullable Long loopLagMillis, @Nullable Integer heapPercent, List<SinkLoad> sinks) {
    /** Nothing is known: nothing is strained. */
    public static final Strain UNKNOWN = new Strain(null, null, List.of());

    private static final long LATE_MILLIS = 500;
    private static final long LATE_AT_ALL_MILLIS = 100;
    private static final int FULL_HEAP_PERCENT = 85;
    private static final int FILLING_HEAP_PERCENT = 70;
    private static final double FULL = 0.5;
    private static final double FILLING = 0.2;
    private static final long MEBIBYTE = 1L << 20;

    public Strain {
        sinks = List.copyOf(sinks);
    }

    /** Why this is more than the process bears; null where it is not. */
    @Nullable String overload() {
        if (loopLagMillis != null && loopLagMillis > LATE_MILLIS) {
            return "event loops are %d ms late".formatted(loopLagMillis);
        }
        if (heapPercent != null && heapPercent > FULL_HEAP_PERCENT) {
            return "the heap is %d %% full after a collection".formatted(heapPercent);
        }
        var slow = worst(SinkLoad::handoff, FULL);
        if (slow != null) {
            return "sink %s is behind, its hand-off %d %% full"
                    .formatted(slow.name(), percent(slow.handoff()));
        }
        var spooling = worst(SinkLoad::spool, FULL);
        if (spooling != null) {
            return "the spool of sink %s is %d %% full"
                    .formatted(spooling.name(), percent(spooling.spool()));
        }
        return null;
    }

    /** Why this is no moment for more rooms; null where it is one. */
    @Nullable String effort() {
        if (loopLagMillis != null && loopLagMillis > LATE_AT_ALL_MILLIS) {
            return "event loops are %d ms late".formatted(loopLagMillis);
        }
        if (heapPercent != null && heapPercent > FILLING_HEAP_PERCENT) {
            return "the heap is %d %% full after a collection".formatted(heapPercent);
        }
        for (var sink : sinks) {
            if (sink.away()) {
                return "sink %s is away".formatted(sink.name());
            }
            if (sink.spoolBytes() > 0) {
                return "%d MiB wait in the spool of sink %s"
                        .formatted(mebibytes(sink.spoolBytes()), sink.name());
            }
        }
        var slow = worst(SinkLoad::handoff, FILLING);
        return slow == null
                ? null
                : "the hand-off of sink %s is %d %% full"
                        .formatted(slow.name(), percent(slow.handoff()));
    }

    private @Nullable SinkLoad worst(ToDoubleFunction<SinkLoad> part, double limit) {
        return sinks.stream()
                .filter(sink -> part.applyAsDouble(sink) > limit)
                .max(Comparator.comparingDouble(part))
                .orElse(null);
    }

    /** What waits on disk for sinks whose other side works. */
    long spooledForWorking() {
        return sinks.stream()
                .filter(sink -> !sink.away())
                .mapToLong(SinkLoad::spoolBytes)
                .sum();
    }

    /** Its numbers, for people. */
    @Override
    public String toString() {
        var numbers = new ArrayList<String>();
        if (loopLagMillis != null) {
            numbers.add("loop lag %d ms".formatted(loopLagMillis));
        }
        if (heapPercent != null) {
            numbers.add("heap %d %%".formatted(heapPercent));
        }
        var handoff = sinks.stream().mapToDouble(SinkLoad::handoff).max();
        handoff.ifPresent(part -> numbers.add("hand-off %d %%".formatted(percent(part))));
        var spooled = sinks.stream().mapToLong(SinkLoad::spoolBytes).sum();
        if (spooled > 0) {
            numbers.add("spool %d MiB".formatted(mebibytes(spooled)));
        }
        return numbers.isEmpty() ? "nothing measured" : String.join(", ", numbers);
    }

    private static int percent(double part) {
        return (int) Math.round(part * 100);
    }

    private static long mebibytes(long bytes) {
        return Math.ceilDiv(bytes, MEBIBYTE);
    }
}
