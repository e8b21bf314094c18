package dev.danmaku.worker;

import dev.danmaku.queue.JobLane;
import dev.danmaku.queue.JobWindow;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

/**
 * A number of places offered to one queue, by one {@link JobWindow}. The counts are owned by the worker thread, the window by the
 * AMQP thread.
 */
final class Offer {
    private final JobLane lane;
    private final Platform platform;
    private final int prefetch;
    private int unacked;
    private volatile @Nullable JobWindow window;

    Offer(JobLane lane, Platform platform, int prefetch) {
        this.lane = lane;
        this.platform = platform;
        this.prefetch = prefetch;
    }

    JobLane lane() {
        return lane;
    }

    Platform platform() {
        return platform;
    }

    /** How many more deliveries it may bring. */
    int room() {
        return prefetch - unacked;
    }

    int unacked() {
        return unacked;
    }

    void delivered() {
        unacked++;
    }

    void settled() {
        unacked--;
    }

    /** Null until it is open. */
    @Nullable JobWindow window() {
        return window;
    }

    void opened(JobWindow opened) {
        window = opened;
    }
}
