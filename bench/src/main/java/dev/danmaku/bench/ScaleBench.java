package dev.danmaku.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.scale.ScaleRun;

import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;

/** The cluster's own code at sizes that fit no machine at hand, in simulated time. */
final class ScaleBench {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private ScaleBench() {}

    static Figure run(Options options) {
        var workers = options.count("workers", 100);
        var rooms = options.count("rooms", 100_000);
        var rate = options.count("rate", 20);
        options.requireNoOthers();
        quiet();
        var begun = System.nanoTime();
        var episodes = new ArrayList<>(ScaleRun.run(
                workers,
                rooms,
                rate,
                LIMIT,
                line -> Cluster.tell(
                        String.format(Locale.ROOT, "%.0f s: %s", seconds(begun), line))));
        return new Figure(
                String.format(
                        Locale.ROOT,
                        "simulated: %,d workers, %,d rooms, %d connects/s a worker",
                        workers,
                        rooms,
                        rate),
                String.join(". ", episodes),
                String.format(Locale.ROOT, "simulated within %.0f s", seconds(begun)),
                episodes);
    }

    /** A thousand workers say a thousand times what one would say once. */
    private static void quiet() {
        ((Logger) LoggerFactory.getLogger("dev.danmaku")).setLevel(Level.ERROR);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
