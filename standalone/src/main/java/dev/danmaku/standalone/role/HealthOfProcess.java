package dev.danmaku.standalone.role;

import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.worker.ProcessHealth;
import dev.danmaku.worker.watch.WatchMetrics;

import java.util.function.Supplier;

/** Looks how this process is, once for each beat: rates are of the time since the last look. */
final class HealthOfProcess implements Supplier<ProcessHealth> {
    private static final long MEBIBYTE = 1L << 20;
    private static final double NANOS_IN_A_SECOND = 1e9;

    private final IoLoops loops;
    private final WatchMetrics metrics;
    private long lookedNanos = System.nanoTime();
    private long events;

    HealthOfProcess(IoLoops loops, WatchMetrics metrics) {
        this.loops = loops;
        this.metrics = metrics;
    }

    @Override
    public synchronized ProcessHealth get() {
        var now = System.nanoTime();
        var handled = metrics.handledEvents();
        var seconds = Math.max(1, now - lookedNanos) / NANOS_IN_A_SECOND;
        var rate = Math.round((handled - events) / seconds);
        lookedNanos = now;
        events = handled;
        var runtime = Runtime.getRuntime();
        return new ProcessHealth(
                loops.lag().toMillis(),
                (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE,
                runtime.maxMemory() / MEBIBYTE,
                rate);
    }
}
