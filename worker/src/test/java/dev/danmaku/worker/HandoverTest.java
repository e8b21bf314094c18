package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.Keys;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;
import dev.danmaku.worker.sink.fence.Fence;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Rooms go from worker to worker, and each has a socket all the time. */
class HandoverTest extends WorkerFixture {
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final FakeHandler first = new FakeHandler("w1", log);
    private final FakeHandler second = new FakeHandler("w2", log);

    HandoverTest(TestRedis testRedis, TestRabbit rabbit) {
        super(testRedis, rabbit);
    }

    private void dispatchRooms(int count, FakeHandler handler) {
        dispatch(IntStream.range(0, count).mapToObj(i -> "3x" + i).toArray(String[]::new));
        await().until(() -> handler.open.size() == count);
        await().until(() ->
                IntStream.range(0, count).allMatch(i -> state("3x" + i).equals("watching")));
    }

    /** One more worker, that the others can know of. */
    private RunningWorker another(int slots, FakeHandler handler) {
        var another = worker(slots, handler);
        await().until(() -> redis.zscore(Keys.SESSIONS, another.worker().session()) != null);
        return another;
    }

    private static CompletableFuture<Boolean> drain(RunningWorker worker, Duration grace) {
        return CompletableFuture.supplyAsync(() -> worker.worker().drain(grace));
    }

    private int at(String what, RoomId room) {
        var at = log.indexOf(what + " " + room.id());
        assertThat(at).as("%s %s in %s", what, room.id(), log).isNotNegative();
        return at;
    }

    @Test
    void aDrainGivesEachRoomAwayAndClosesItOnceAnotherHasIt() {
        var giving = worker(50, first);
        dispatchRooms(20, first);
        another(50, second);

        assertThat(drain(giving, GRACE).join()).isTrue();

        await().until(() -> second.open.values().stream().allMatch(job -> job.taken != null));
        assertThat(second.open).hasSize(20);
        second.open.forEach((room, job) -> {
            assertThat(at("w2 opens", room)).isLessThan(at("w1 cuts at the mark of w2", room));
            assertThat(job.beginning).isEqualTo(new Beginning.Offered());
            assertThat(job.found).isEqualTo("found " + room.id());
            assertThat(job.taken).isEqualTo("cut by w1");
            assertThat(job.epoch.term()).isEqualTo(2);
            assertThat(state(room.id())).isEqualTo("watching");
        });
        assertThat(first.open).isEmpty();
        assertThat(second.closed).isEmpty();
        await().until(() -> messagesHeldOrWaiting() == 0);
    }

    @Test
    void aRoomThatWasHandedOverEndsLikeAnyOther() {
        var giving = worker(5, first);
        dispatchRooms(1, first);
        another(5, second);
        assertThat(drain(giving, GRACE).join()).isTrue();
        await().until(() -> second.open.get(room("3x0")).taken != null);

        second.open.get(room("3x0")).end(new JobOutcome.Finished("stream ended"));

        await().until(() -> redis.hlen(RUNNING) == 0 && !redis.sismember(LIVES, "3x0"));
        await().until(() -> count("messages", "handover.kuaishou") == 0);
    }

    @Test
    void aRoomThatWasHandedOverIsTakenOverWhenItsNewHolderDies() throws Exception {
        var giving = worker(5, first);
        dispatchRooms(1, first);
        var dying = another(5, second);
        assertThat(drain(giving, GRACE).join()).isTrue();
        await().until(() -> second.open.get(room("3x0")).taken != null);
        var third = new FakeHandler("w3", log);

        another(5, third);
        second.cuts = false;
        dying.close();

        await().until(() -> third.open.containsKey(room("3x0")));
        assertThat(state("3x0")).isNotEqualTo("none");
    }

    @Test
    void theOnlyWorkerDoesNotWaitForOthers() {
        var alone = worker(5, first);
        dispatchRooms(3, first);

        assertThat(drain(alone, GRACE).orTimeout(20, TimeUnit.SECONDS).join()).isTrue();

        assertThat(first.open).isEmpty();
        assertThat(log).noneMatch(line -> line.contains("cuts"));
    }

    /** Its sockets hold what was said meanwhile: closed too early they would take that with them. */
    @Test
    void theOnlyWorkerThatStoodStillClosesItsRoomsOnceTheyAreConfirmed() {
        var pause = new Pause();
        fence = pause;
        var alone = worker(5, first);
        dispatchRooms(1, first);
        pause.over = false;

        var drain = drain(alone, GRACE);
        await().until(() ->
                redis.hget(Keys.WORKERS, alone.worker().session()).contains("\"draining\":true"));
        var before = pause.checks.get();
        await().until(() -> pause.checks.get() > before + 2);
        assertThat(first.open).hasSize(1);
        pause.over = true;

        assertThat(drain.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
        assertThat(first.open).isEmpty();
    }

    /** A pause of the process whose end a test tells. */
    private static final class Pause implements Fence {
        private final AtomicInteger checks = new AtomicInteger();
        private volatile boolean over = true;

        @Override
        public long pauses() {
            return 1;
        }

        @Override
        public boolean keepsBack() {
            return !over;
        }

        @Override
        public void confirm(RoomId room, long pauses) {
            checks.incrementAndGet();
        }
    }

    @Test
    void whatNobodyHasPlaceForIsClosedWhenTheGraceIsOver() {
        var giving = worker(50, first);
        dispatchRooms(20, first);
        another(1, second);

        assertThat(drain(giving, Duration.ofSeconds(4)).join()).isTrue();

        assertThat(first.open).isEmpty();
        assertThat(second.open.size()).isBetween(1, 1 + 4);
        assertThat(log.stream().filter(line -> line.startsWith("w1 closes")).count())
                .isEqualTo(20);
    }

    @Test
    void aRoomThatTheOtherCannotJoinStays() throws Exception {
        var giving = worker(5, first);
        dispatchRooms(1, first);
        second.joins = false;
        var unable = another(5, second);
        var drained = drain(giving, GRACE);
        await().until(() -> second.open.containsKey(room("3x0")));
        assertThat(first.open).hasSize(1);

        // before the other goes: a worker that is alone for a moment closes its rooms
        var third = new FakeHandler("w3", log);
        another(5, third);
        unable.close();

        await().until(() -> third.open.containsKey(room("3x0")));
        assertThat(drained.join()).isTrue();
        assertThat(at("w3 opens", room("3x0")))
                .isLessThan(at("w1 cuts at the mark of w3", room("3x0")));
    }

    @Test
    void aHolderThatNeverCutsIsNotWaitedForForEver() {
        var giving = worker(5, first);
        dispatchRooms(1, first);
        first.cuts = false;
        another(5, second);

        var drained = drain(giving, Duration.ofSeconds(20));

        await().until(() ->
                second.open.get(room("3x0")) != null && second.open.get(room("3x0")).taken != null);
        assertThat(second.open.get(room("3x0")).taken).isEqualTo("null");
        drained.join();
    }

    @Test
    void aNewWorkerGetsItsShareAndThenNothingMovesAnyMore() {
        worker(100, true, first);
        dispatchRooms(60, first);

        worker(100, true, second);

        await().until(() -> second.open.size() >= 27);
        await().until(() -> first.open.size() + second.open.size() == 60
                && second.open.values().stream().allMatch(job -> job.taken != null));
        assertThat(second.open.size()).isBetween(27, 33);
        assertThat(log.stream().filter(line -> line.startsWith("w1 opens")).count())
                .as("nothing went to and fro")
                .isEqualTo(60);
        assertThat(second.closed).isEmpty();
    }

    @Test
    void aRedisThatIsAwayStopsNoDrain() {
        var giving = worker(5, first);
        dispatchRooms(2, first);
        another(5, second);
        testRedis.pause();
        var drained = drain(giving, GRACE);
        testRedis.resume();

        assertThat(drained.join()).isTrue();

        await().until(() -> second.open.size() == 2);
    }
}
