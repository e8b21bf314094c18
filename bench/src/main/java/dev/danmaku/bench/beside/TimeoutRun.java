package dev.danmaku.bench.beside;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.seen.RoomHistory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Streams that last longer than RabbitMQ's consumer timeout. Two workers of each side, of which one can carry all rooms; one that ends is
 * started again, as a container is. All sides at once, each on queues of its own.
 */
public final class TimeoutRun {
    private static final int WORKERS = 2;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Plan plan;

    /**
     * How much, and for how long.
     *
     * @param timeout of the broker
     * @param seen how long the rooms are looked at once all are joined
     */
    public record Plan(int rooms, Duration timeout, Duration seen) {}

    private static final class Watching {
        private final Side side;
        private final Rooms rooms;
        private int restarts;

        Watching(Side side, Rooms rooms) {
            this.side = side;
            this.rooms = rooms;
        }

        void restartWhatEnded(int slots) throws IOException, InterruptedException {
            for (var worker : List.copyOf(side.workers())) {
                if (!worker.alive()) {
                    side.kill(worker);
                    side.startWorker(slots);
                    restarts++;
                }
            }
        }
    }

    public TimeoutRun(Plan plan) {
        this.plan = plan;
    }

    Map<Way, Outcome> measure(List<Way> ways, Cluster cluster)
            throws IOException, InterruptedException {
        cluster.rabbit().setConsumerTimeout(plan.timeout);
        var all = new ArrayList<Watching>();
        try {
            for (var way : ways) {
                Cluster.tell(way.title() + ": starting workers for the consumer timeout");
                var side = Side.of(way, cluster);
                all.add(new Watching(side, new Rooms(side, 6, plan.rooms).goLive()));
                side.startFeeding();
                for (var i = 0; i < WORKERS; i++) {
                    side.startWorker(plan.rooms);
                }
            }
            all.forEach(one -> one.rooms.sadd());
            for (var one : all) {
                one.rooms.awaitJoined().chat();
            }
            Cluster.tell("watching past the consumer timeout");
            var end = Instant.now().plus(plan.seen);
            while (Instant.now().isBefore(end)) {
                for (var one : all) {
                    one.restartWhatEnded(plan.rooms);
                }
                Thread.sleep(LOOK);
            }
            return outcomes(all);
        } finally {
            for (var one : all) {
                one.side.close();
            }
        }
    }

    private Map<Way, Outcome> outcomes(List<Watching> all)
            throws IOException, InterruptedException {
        var outcomes = new LinkedHashMap<Way, Outcome>();
        for (var one : all) {
            var hit = one.rooms.histories().stream()
                    .filter(RoomHistory::closedOnce)
                    .toList();
            outcomes.put(
                    one.side.way(),
                    Outcome.of(
                            one.rooms,
                            hit,
                            RoomHistory::unwatched,
                            RoomHistory::twice,
                            one.rooms.silenceAndRead(),
                            "%d joins, %d restarts of workers"
                                    .formatted(one.rooms.joins(), one.restarts)));
        }
        return outcomes;
    }
}
