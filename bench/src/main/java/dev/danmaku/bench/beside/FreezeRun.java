package dev.danmaku.bench.beside;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.seen.RoomHistory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two workers of each side, of which one can carry all rooms; one of each stands still for longer than anybody needs to notice, and then
 * goes on. All sides at once: what is measured is waiting.
 */
public final class FreezeRun implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Plan plan;
    private final List<Frozen> frozen = new ArrayList<>();
    private Instant begun = Instant.MIN;

    /**
     * How much, and for how long.
     *
     * @param still how long a worker stands still
     * @param afterwards how long it is looked at after that
     */
    public record Plan(int rooms, Duration still, Duration afterwards) {}

    private record Frozen(Side side, Rooms rooms, RoleProcess worker) {}

    public FreezeRun(Plan plan) {
        this.plan = plan;
    }

    /** From now on one worker of each side stands still. */
    public void begin(List<Way> ways, Cluster cluster) throws IOException, InterruptedException {
        for (var way : ways) {
            Cluster.tell(way.title() + ": starting workers to be frozen");
            var side = Side.of(way, cluster);
            side.startFeeding();
            var worker = side.startWorker(plan.rooms);
            for (var i = 1; i < WORKERS; i++) {
                side.startWorker(plan.rooms);
            }
            frozen.add(new Frozen(side, new Rooms(side, 5, plan.rooms).goLive(), worker));
        }
        frozen.forEach(one -> one.rooms.sadd());
        for (var one : frozen) {
            one.rooms.awaitJoined().chat();
        }
        Thread.sleep(BEFORE);
        Cluster.tell("freezing a worker of each");
        begun = Instant.now();
        for (var one : frozen) {
            one.worker.freeze();
        }
    }

    /** Waits until they have stood still for long enough. */
    Map<Way, Outcome> end() throws IOException, InterruptedException {
        var thaw = begun.plus(plan.still);
        Cluster.tell("frozen until " + thaw);
        while (Instant.now().isBefore(thaw)) {
            Thread.sleep(LOOK);
        }
        for (var one : frozen) {
            one.worker.thaw();
        }
        var thawed = Instant.now();
        Thread.sleep(plan.afterwards);
        var outcomes = new LinkedHashMap<Way, Outcome>();
        for (var one : frozen) {
            var hit = one.rooms.histories().stream()
                    .filter(RoomHistory::closedOnce)
                    .toList();
            outcomes.put(
                    one.side.way(),
                    Outcome.of(
                            one.rooms,
                            hit,
                            room -> room.untilJoinedAgain(begun),
                            room -> room.twiceSince(thawed),
                            one.rooms.silenceAndRead(),
                            ""));
        }
        return outcomes;
    }

    @Override
    public void close() {
        frozen.forEach(one -> one.side.close());
    }
}
