package dev.danmaku.bench.scale;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What happens to a large cluster, one thing after the other: all rooms at once, deaths, an upgrade, a platform that drops everybody. */
final class Scenarios {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(3);
    /** Of the workers: those that die, and those that are replaced at once. */
    private static final int PART = 10;

    private final ScaleWorld world;
    private final int workers;
    private final Duration limit;
    private final Consumer<Episode> told;
    private int unwatchedMost;

    /**
     * @param limit for each, in simulated time
     * @param told of each when it is over
     */
    Scenarios(ScaleWorld world, int workers, Duration limit, Consumer<Episode> told) {
        this.world = world;
        this.workers = workers;
        this.limit = limit;
        this.told = told;
    }

    List<Episode> run() {
        IntStream.range(0, workers).forEach(i -> world.startWorker());
        world.startDispatcher();
        world.timeline().run(START);
        return List.of(
                episode("dispatch of all rooms", world::addAll, this::allWatched),
                episode(
                        "loss of a tenth of the workers",
                        () -> world.living().stream()
                                .limit(tenth(workers))
                                .forEach(ScaleWorker::kill),
                        this::allWatched),
                upgrade(),
                episode(
                        "a platform that drops everybody",
                        () -> world.living().forEach(ScaleWorker::dropAll),
                        this::allWatched));
    }

    private static int tenth(int of) {
        return Math.max(1, of / PART);
    }

    private boolean allWatched() {
        return world.allStored();
    }

    /** A tenth at a time: as many new workers start, and the old ones are drained. */
    private Episode upgrade() {
        var old = world.living();
        var next = new int[1];
        return episode("rolling upgrade of all workers", () -> {}, () -> {
            var first = old.subList(0, next[0]);
            if (first.stream().anyMatch(ScaleWorker::alive)) {
                return false;
            }
            if (next[0] == old.size()) {
                return allWatched();
            }
            var batch = old.subList(next[0], Math.min(old.size(), next[0] + tenth(old.size())));
            batch.forEach(worker -> world.startWorker());
            batch.forEach(ScaleWorker::drain);
            next[0] += batch.size();
            return false;
        });
    }

    private Episode episode(String what, Runnable happens, BooleanSupplier healed) {
        // whole seconds: so that nothing of before is counted
        var second = Duration.ofSeconds(1).toNanos();
        world.timeline().run(SETTLED);
        world.timeline().runUntil((world.timeline().nanos() / second + 1) * second);
        var from = world.timeline().nanos();
        var doubledBefore = world.doubled();
        unwatchedMost = 0;
        happens.run();
        var well = world.until(
                () -> {
                    unwatchedMost = Math.max(unwatchedMost, world.unheard());
                    return healed.getAsBoolean();
                },
                STEP,
                limit);
        var to = world.timeline().nanos();
        var lasted = Duration.ofNanos(to - from);
        var episode = new Episode(
                what,
                well,
                lasted,
                unwatchedMost,
                world.doubled() - doubledBefore,
                world.connects().sum(from, to),
                world.connects().peak(from, to),
                world.workers().stream()
                        .mapToInt(worker -> worker.connects().peak(from, to))
                        .max()
                        .orElse(0),
                world.commands().all().peak(from, to),
                world.commands().busiest(from, to),
                Math.round(world.commands().all().sum(from, to) * 1e9 / (to - from)),
                world.messages().peak(from, to));
        told.accept(episode);
        return episode;
    }
}
