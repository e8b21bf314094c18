package dev.danmaku.bench.scale;

import java.time.Duration;
import java.util.Locale;

/**
 * What one thing that happened to the cluster cost, in simulated time.
 *
 * @param healed whether every room was watched again before the limit
 * @param lasted until then
 * @param unwatchedMost rooms that nobody watched, at the worst moment that was looked at
 * @param doubled how often a room got a second watcher that stores
 * @param connects sockets opened
 * @param connectsPeak of all workers in one second
 * @param workerPeak of the worker that opened most, in one second
 * @param redisPeak commands and scripts in one second
 * @param redisBusiest what that second was busy with, by script
 * @param redisMean the same, a second on average
 * @param brokerPeak messages published and acked in one second
 */
record Episode(
        String what,
        boolean healed,
        Duration lasted,
        int unwatchedMost,
        int doubled,
        long connects,
        int connectsPeak,
        int workerPeak,
        int redisPeak,
        String redisBusiest,
        long redisMean,
        int brokerPeak) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %s after %.1f s; unwatched at most %,d, watched twice %d; %,d connects, at most %,d/s, of one worker %d/s; "
                        + "Redis at most %,d/s (%s), on average %,d/s; broker at most %,d/s",
                what,
                healed ? "healed" : "NOT healed",
                lasted.toNanos() / 1e9,
                unwatchedMost,
                doubled,
                connects,
                connectsPeak,
                workerPeak,
                redisPeak,
                redisBusiest,
                redisMean,
                brokerPeak);
    }
}
