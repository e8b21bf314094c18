package dev.danmaku.bench.beside;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.figure.Spread;
import dev.danmaku.bench.figure.TreeFigures;
import dev.danmaku.bench.seen.RoomHistory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;

/**
 * One worker, first with few rooms, which come at random moments, then with many more, which come at once. What a room needs is the
 * difference.
 */
public final class LoadRun {
    private final Plan plan;

    /**
     * How much, and for how long.
     *
     * @param few rooms that come one by one
     * @param more rooms that come at once
     * @param spread over which the few come
     * @param settle before memory and time are read
     * @param watched over which time is read
     */
    public record Plan(int few, int more, Duration spread, Duration settle, Duration watched) {}

    /**
     * What was seen.
     *
     * @param sadd from {@code SADD} to joined of the few
     * @param startMillis from {@code SADD} of all the others until the last is joined
     * @param small the worker with few rooms, after a collection where one can be asked for
     * @param large the same with all of them
     * @param largeBefore the same before the collection
     * @param cpu of the worker over the time that was watched
     * @param messages that it heard in that time
     * @param missing chats that were sent and are not on disk
     * @param twice lines that say a chat again
     */
    record Load(
            Plan plan,
            Spread sadd,
            double startMillis,
            TreeFigures small,
            TreeFigures large,
            TreeFigures largeBefore,
            Duration cpu,
            long messages,
            long missing,
            long twice) {
        /** Of each further room; where a room is a process, which is there before the room, of each of all rooms. */
        double bytesForEach() {
            return large.processes() > plan.few + plan.more
                    ? (double) large.pssBytes() / (plan.few + plan.more)
                    : (double) (large.pssBytes() - small.pssBytes()) / plan.more;
        }

        double cpuMicrosForEach() {
            return cpu.toNanos() / 1e3 / messages;
        }
    }

    public LoadRun(Plan plan) {
        this.plan = plan;
    }

    Load measure(Way way, Cluster cluster) throws IOException, InterruptedException {
        try (var side = Side.of(way, cluster)) {
            Cluster.tell(way.title() + ": starting a worker for " + (plan.few + plan.more));
            side.startFeeding();
            side.startWorker(plan.few + plan.more);
            warmUp(side);
            var few = new Rooms(side, 0, plan.few).goLive();
            var sadd = oneByOne(few);
            few.chat();
            Thread.sleep(plan.settle);
            side.collectGarbage();
            var small = side.figures();
            var more = new Rooms(side, 1, plan.more).goLive();
            var told = Instant.now();
            more.sadd().awaitJoined();
            var startMillis = more.histories().stream()
                    .mapToDouble(room -> room.untilJoined(told))
                    .max()
                    .orElseThrow();
            more.chat();
            Thread.sleep(plan.settle);
            var before = side.figures();
            var chatsBefore = few.chats() + more.chats();
            Thread.sleep(plan.watched);
            var after = side.figures();
            var messages = few.chats() + more.chats() - chatsBefore;
            side.collectGarbage();
            var large = side.figures();
            var kept = few.silenceAndRead().plus(more.silenceAndRead());
            var missing = few.chats() + more.chats() - kept.chats();
            few.end();
            more.end();
            return new Load(
                    plan,
                    sadd,
                    startMillis,
                    small,
                    large,
                    after,
                    after.cpu().minus(before.cpu()),
                    messages,
                    missing,
                    kept.twice());
        }
    }

    /** As many rooms as come one by one are watched for a while, and end. */
    private void warmUp(Side side) throws InterruptedException {
        var rooms = new Rooms(side, 7, plan.few).goLive();
        rooms.sadd().awaitJoined().chat();
        Thread.sleep(plan.settle);
        rooms.end();
    }

    /** The moments are the same for every side. */
    private Spread oneByOne(Rooms rooms) throws InterruptedException {
        var random = new Random(1);
        var moments = random.longs(plan.few, 0, plan.spread.toNanos()).sorted().toArray();
        var told = new ArrayList<Instant>();
        var begun = System.nanoTime();
        for (var i = 0; i < plan.few; i++) {
            var pause = begun + moments[i] - System.nanoTime();
            if (pause > 0) {
                Thread.sleep(Duration.ofNanos(pause));
            }
            told.add(Instant.now());
            rooms.sadd(rooms.all().get(i));
        }
        rooms.awaitJoined();
        var millis = new double[plan.few];
        for (var i = 0; i < plan.few; i++) {
            millis[i] = RoomHistory.of(rooms.all().get(i)).untilJoined(told.get(i));
        }
        return Spread.ofMillis(millis);
    }
}
