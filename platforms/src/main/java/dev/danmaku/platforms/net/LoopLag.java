package dev.danmaku.platforms.net;

import io.netty.util.concurrent.EventExecutor;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How late event loops are: each is asked again and again to do nothing at a moment, and says how much later it did. */
final class LoopLag {
    private static final long STEP_NANOS = Duration.ofMillis(200).toNanos();
    private static final long WINDOW_NANOS = Duration.ofSeconds(3).toNanos();

    private final Map<EventExecutor, Long> answeredNanos = new ConcurrentHashMap<>();
    private final AtomicLong worstNanos = new AtomicLong();
    private final AtomicLong worstBeforeNanos = new AtomicLong();
    private long windowEndsNanos;

    /** Watches one more loop, as long as it runs. */
    void watch(EventExecutor loop) {
        expect(loop, System.nanoTime() + STEP_NANOS);
    }

    private void expect(EventExecutor loop, long atNanos) {
        if (loop.isShuttingDown()) {
            answeredNanos.remove(loop);
            return;
        }
        answeredNanos.put(loop, System.nanoTime());
        loop.schedule(
                () -> {
                    var now = System.nanoTime();
                    worstNanos.accumulateAndGet(now - atNanos, Math::max);
                    expect(loop, now + STEP_NANOS);
                },
                Math.max(0, atNanos - System.nanoTime()),
                TimeUnit.NANOSECONDS);
    }

    /** Since the loop that hangs longest last did what it was asked; less than a second where none hangs. */
    Duration longestSilence() {
        var now = System.nanoTime();
        return Duration.ofNanos(answeredNanos.values().stream()
                .mapToLong(answered -> Math.max(0, now - answered))
                .max()
                .orElse(0));
    }

    /** The worst of all loops, of the last three to six seconds. */
    synchronized Duration worst() {
        var now = System.nanoTime();
        if (now - windowEndsNanos >= 0) {
            worstBeforeNanos.set(worstNanos.getAndSet(0));
            windowEndsNanos = now + WINDOW_NANOS;
        }
        return Duration.ofNanos(Math.max(worstNanos.get(), worstBeforeNanos.get()));
    }
}
