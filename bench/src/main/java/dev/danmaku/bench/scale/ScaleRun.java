package dev.danmaku.bench.scale;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A whole cluster in simulated time, and what befalls it. */
public final class ScaleRun {
    /** So many of its slots a worker has in use: room for those of others that die. */
    private static final double FILL = 0.8;

    private static final long SEED = 1;

    private ScaleRun() {}

    /**
     * @param connectsPerSecond budget of each worker
     * @param limit for each episode, in simulated time
     * @param told a line for each episode, as soon as it is over
     */
    public static List<String> run(
            int workers,
            int rooms,
            double connectsPerSecond,
            Duration limit,
            Consumer<String> told) {
        return episodes(workers, rooms, connectsPerSecond, limit, e -> told.accept(e.toString()))
                .stream()
                .map(Episode::toString)
                .toList();
    }

    static List<Episode> episodes(
            int workers,
            int rooms,
            double connectsPerSecond,
            Duration limit,
            Consumer<Episode> told) {
        var slots = (int) Math.ceil(rooms / FILL / workers);
        var world = new ScaleWorld(SEED, rooms, slots, connectsPerSecond);
        return new Scenarios(world, workers, limit, told).run();
    }
}
