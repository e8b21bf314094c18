package dev.danmaku.standalone.role;

import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.registry.SinkHealth;
import dev.danmaku.room.Platform;
import dev.danmaku.worker.ProcessHealth;
import dev.danmaku.worker.watch.WatchMetrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Looks how this process is, once for each beat: rates are of the time since the last look. */
final class HealthOfProcess implements Supplier<ProcessHealth> {
    private static final long MEBIBYTE = 1L << 20;
    private static final double NANOS_IN_A_SECOND = 1e9;

    private final IoLoops loops;
    private final WatchMetrics metrics;
    private final Supplier<List<SinkHealth>> sinks;
    private final Map<Platform, Long> handledBefore = new EnumMap<>(Platform.class);
    private long lookedNanos = System.nanoTime();

    /** @param platforms that it watches */
    HealthOfProcess(
            IoLoops loops,
            WatchMetrics metrics,
            Set<Platform> platforms,
            Supplier<List<SinkHealth>> sinks) {
        this.loops = loops;
        this.metrics = metrics;
        this.sinks = sinks;
        platforms.forEach(platform -> handledBefore.put(platform, 0L));
    }

    @Override
    public synchronized ProcessHealth get() {
        var now = System.nanoTime();
        var seconds = Math.max(1, now - lookedNanos) / NANOS_IN_A_SECOND;
        lookedNanos = now;
        var handled = 0L;
        var rates = new EnumMap<Platform, Long>(Platform.class);
        for (var before : handledBefore.entrySet()) {
            var more = metrics.handledEvents(before.getKey()) - before.getValue();
            before.setValue(before.getValue() + more);
            handled += more;
            rates.put(before.getKey(), Math.round(more / seconds));
        }
        var runtime = Runtime.getRuntime();
        return new ProcessHealth(
                loops.lag().toMillis(),
                (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE,
                runtime.maxMemory() / MEBIBYTE,
                Math.round(handled / seconds),
                rates,
                sinks.get());
    }
}
