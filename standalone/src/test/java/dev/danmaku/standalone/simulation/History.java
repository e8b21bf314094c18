package dev.danmaku.standalone.simulation;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** One history, told by its seed: some rooms, some workers, some faults; then peace, until all is as it should be. */
final class History {
    /** Redis is fresh for a session's deadline: then the first generation begins. */
    private static final Duration FIRST = Duration.ofSeconds(6);

    private static final Duration FAULTS = Duration.ofSeconds(35);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** A minute's check may be needed, and a handover's patience after it. */
    private static final Duration PEACE = Duration.ofSeconds(150);

    private static final Duration STEADY = Duration.ofSeconds(4);

    private final long seed;
    private final World world;
    private final Faults faults;

    /**
     * What came of it.
     *
     * @param complaints empty where everything held
     */
    record Outcome(long seed, List<Fault> faults, List<String> complaints, List<String> trace) {
        boolean well() {
            return complaints.isEmpty();
        }

        /** Faults are told by their time since the rooms went live, everything else by the time since the beginning. */
        String summary() {
            return "seed %d%n%s%nfaults, from %s s on:%n%s"
                    .formatted(seed, lines(complaints), FIRST.toSeconds(), lines(faults));
        }

        String told() {
            return summary() + "%ntrace:%n".formatted() + String.join("\n", trace) + "\n";
        }

        private static String lines(List<?> all) {
            return all.stream().map(line -> "  " + line).collect(Collectors.joining("\n"));
        }
    }

    private History(long seed, Mistake mistake, boolean traced) {
        this.seed = seed;
        var random = new SplittableRandom(seed);
        this.world = new World(random.split(), mistake, traced);
        var setting = random.split();
        var rooms = 2 + setting.nextInt(4);
        for (var i = 0; i < rooms; i++) {
            var platform = i % 3 == 2 ? Platform.DOUYU : Platform.KUAISHOU;
            world.open(new RoomId(platform, "room" + i));
        }
        this.faults = Faults.draw(world, random.split());
        for (var i = 1 + setting.nextInt(2); i > 0; i--) {
            world.startDispatcher();
        }
        for (var i = 2 + setting.nextInt(2); i > 0; i--) {
            world.startWorker();
        }
    }

    static Outcome run(long seed) {
        return run(seed, Mistake.NONE, false);
    }

    /** @param traced whether its story is kept: some thousand lines */
    static Outcome run(long seed, Mistake mistake, boolean traced) {
        var history = new History(seed, mistake, traced);
        ErrorLog.of(history.world);
        try {
            return history.run();
        } finally {
            ErrorLog.of(null);
        }
    }

    private Outcome run() {
        begin();
        goOn(FAULTS);
        faults.heal();
        world.peace();
        goOn(Duration.ofSeconds(12));
        faults.repeatWishes();
        settle();
        return new Outcome(seed, faults.plan(), world.judge().complaints(), world.told());
    }

    private void begin() {
        for (var room : world.wishes().keySet()) {
            world.later(FIRST, () -> {
                world.site().begin(room);
                world.add(room);
            });
        }
        goOn(FIRST);
        var kinds = faults.plan().stream().map(Fault::kind).collect(Collectors.toSet());
        if (Fault.OF_BROKER.containsAll(kinds) || Fault.OF_REDIS.containsAll(kinds)) {
            world.judge().serversOnly();
        }
        faults.schedule();
    }

    private void goOn(Duration duration) {
        var until = world.timeline().nanos() + duration.toNanos();
        while (world.timeline().nanos() < until && world.judge().complaints().isEmpty()) {
            world.timeline().run(LOOK);
            world.judge().lookAtQueues();
        }
    }

    private void settle() {
        var until = world.timeline().nanos() + PEACE.toNanos();
        var steady = 0L;
        List<String> unsettled = List.of("not looked at yet");
        while (world.timeline().nanos() < until
                && steady < STEADY.toNanos()
                && world.judge().complaints().isEmpty()) {
            goOn(LOOK);
            unsettled = world.judge().unsettled();
            steady = unsettled.isEmpty() ? steady + LOOK.toNanos() : 0;
        }
        if (world.judge().complaints().isEmpty()) {
            unsettled.forEach(what -> world.judge().complain("in the end, %s", what));
        }
    }
}
