package dev.danmaku.platforms.bilibili.lookup;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One answer that serves all rooms for a while. Who asks while it is under way shares it; what failed is asked for anew the next
 * time. Safe for use by many threads.
 */
final class Kept<T> {
    private final Duration lifetime;
    private final Duration leastBetween;
    private final LongSupplier nanoTime;
    private final Supplier<CompletableFuture<Finding<T>>> ask;
    private @Nullable CompletableFuture<Finding<T>> answer;
    private long askedNanos;

    /** @param leastBetween two calls that {@link #refreshed} makes */
    Kept(
            Duration lifetime,
            Duration leastBetween,
            LongSupplier nanoTime,
            Supplier<CompletableFuture<Finding<T>>> ask) {
        this.lifetime = lifetime;
        this.leastBetween = leastBetween;
        this.nanoTime = nanoTime;
        this.ask = ask;
    }

    synchronized CompletableFuture<Finding<T>> get() {
        return answer != null && !failed(answer) && age() < lifetime.toNanos() ? answer : askNow();
    }

    /** A newer one, as the old one was not believed; the old one again if it is still too young for that. */
    synchronized CompletableFuture<Finding<T>> refreshed() {
        return answer != null && age() < leastBetween.toNanos() ? answer : askNow();
    }

    private CompletableFuture<Finding<T>> askNow() {
        askedNanos = nanoTime.getAsLong();
        answer = ask.get();
        return answer;
    }

    private long age() {
        return nanoTime.getAsLong() - askedNanos;
    }

    private boolean failed(CompletableFuture<Finding<T>> one) {
        return one.isDone() && !(one.getNow(null) instanceof Finding.Got<T>);
    }
}
