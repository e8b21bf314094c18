package dev.danmaku.bench.beside;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.seen.RoomHistory;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Three workers share the rooms of a side, and two can carry them all; something is done to one of them. Or, where a room is a process,
 * to some of the processes of the one worker that there is.
 */
public final class FaultRun {
    private static final int WORKERS = 3;
    private static final int CHILDREN = 5;
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Plan plan;

    /**
     * How much, and for how long.
     *
     * @param seen for how long rooms may take to be joined again
     * @param grace between SIGTERM and SIGKILL
     */
    public record Plan(int rooms, Duration seen, Duration grace) {}

    /** What is done. */
    enum Fault {
        KILL,
        STOP,
        CHILD
    }

    public FaultRun(Plan plan) {
        this.plan = plan;
    }

    Plan plan() {
        return plan;
    }

    /** One after another, each with fresh rooms and as many workers as before. */
    Map<Fault, Outcome> measure(Way way, Cluster cluster, List<Fault> faults)
            throws IOException, InterruptedException {
        var outcomes = new LinkedHashMap<Fault, Outcome>();
        try (var side = Side.of(way, cluster)) {
            side.startFeeding();
            for (var fault : faults) {
                if (fault != Fault.CHILD) {
                    outcomes.put(fault, whole(side, fault));
                }
            }
        }
        if (faults.contains(Fault.CHILD)) {
            try (var side = Side.of(way, cluster)) {
                side.startFeeding();
                outcomes.put(Fault.CHILD, child(side));
            }
        }
        return outcomes;
    }

    private Outcome whole(Side side, Fault fault) throws IOException, InterruptedException {
        while (side.workers().size() < WORKERS) {
            side.startWorker((plan.rooms + 1) / 2);
        }
        var rooms = watched(side, fault, plan.rooms);
        Cluster.tell(side.way().title() + ": " + fault + " of a worker");
        var worker = side.workers().getFirst();
        if (fault == Fault.KILL) {
            side.kill(worker);
            return outcome(rooms, "");
        }
        var begun = System.nanoTime();
        var ended = side.stop(worker, plan.grace);
        return outcome(
                rooms,
                ended
                        ? "ended after %.1f s".formatted((System.nanoTime() - begun) / 1e9)
                        : "killed after " + plan.grace.toSeconds() + " s");
    }

    /** Every process has a room. */
    private Outcome child(Side side) throws IOException, InterruptedException {
        var count = Math.min(plan.rooms, 4 * CHILDREN);
        var worker = side.startWorker(count);
        var rooms = watched(side, Fault.CHILD, count);
        Cluster.tell(side.way().title() + ": kill -9 of children, one by one");
        for (var child : worker.children().stream().limit(CHILDREN).toList()) {
            ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
            Thread.sleep(Duration.ofSeconds(1));
        }
        return outcome(rooms, "");
    }

    private static Rooms watched(Side side, Fault fault, int count) throws InterruptedException {
        var rooms = new Rooms(side, 2 + fault.ordinal(), count)
                .goLive()
                .sadd()
                .awaitJoined()
                .chat();
        Thread.sleep(BEFORE);
        return rooms;
    }

    private Outcome outcome(Rooms rooms, String note) throws IOException, InterruptedException {
        var end = System.nanoTime() + plan.seen.toNanos();
        while (System.nanoTime() < end && !(anyClosed(rooms) && rooms.joinedOnce())) {
            Thread.sleep(LOOK);
        }
        Thread.sleep(AFTERWARDS);
        var hit = rooms.histories().stream().filter(RoomHistory::closedOnce).toList();
        var kept = rooms.silenceAndRead();
        var outcome =
                Outcome.of(rooms, hit, RoomHistory::unwatched, RoomHistory::twice, kept, note);
        rooms.end();
        return outcome;
    }

    private static boolean anyClosed(Rooms rooms) {
        return rooms.all().stream().anyMatch(room -> room.counts().closes() > 0);
    }
}
