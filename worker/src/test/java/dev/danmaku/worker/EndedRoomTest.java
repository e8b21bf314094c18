package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.OpenAnswer;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a worker does when a stream is over, and what may happen meanwhile. */
class EndedRoomTest extends WorkerFixture {
    private final FakeHandler handler = new FakeHandler();

    EndedRoomTest(TestRedis testRedis, TestRabbit rabbit) {
        super(testRedis, rabbit);
    }

    private RunningWorker watching(String id) {
        var worker = worker(5, handler);
        dispatch(id);
        await().until(() -> state(id).equals("watching"));
        return worker;
    }

    private void ends(String id) {
        handler.open.get(room(id)).end(new JobOutcome.Finished("stream ended"));
    }

    @Test
    void aRoomThatIsOverLeavesLivesSetRegistryAndQueue() {
        watching("3xa");

        ends("3xa");

        await().until(() -> redis.hget(RUNNING, "3xa") == null && !redis.sismember(LIVES, "3xa"));
        await().until(() -> messagesHeldOrWaiting() == 0);
    }

    @Test
    void aStreamThatBeganMeanwhileIsWantedAgain() {
        handler.streamingAgain.add(room("3xa"));
        watching("3xa");

        ends("3xa");

        await().until(() -> redis.hget(RUNNING, "3xa") == null && redis.sismember(LIVES, "3xa"));
    }

    @Test
    void aRoomThatWasTakenOffBeforeItsEndIsNotWantedAgainThoughANewStreamRuns() {
        handler.streamingAgain.add(room("3xa"));
        watching("3xa");
        redis.srem(LIVES, "3xa");

        ends("3xa");

        await().until(() -> redis.hget(RUNNING, "3xa") == null);
        assertThat(redis.sismember(LIVES, "3xa")).isFalse();
    }

    @Test
    void aWorkerThatStopsBeforeThePlatformAnsweredLeavesARecordThatSaysSo() {
        handler.asked = new CompletableFuture<>();
        var worker = watching("3xa");

        ends("3xa");
        await().until(() -> state("3xa").equals("ending"));
        worker.worker().close();

        assertThat(state("3xa")).isEqualTo("ending");
        assertThat(redis.sismember(LIVES, "3xa")).isFalse();
        assertThat(redis.hget(RUNNING, "3xa")).contains("\"wanted\":\"1\"");
    }

    @Test
    void aRoomWhoseEndIsNotWrittenYetIsWrittenBackByWhoKnowsIt() {
        var worker = watching("3xa");
        redis.flushAll();
        ends("3xa");

        await().until(() -> registry.openGeneration(List.of(worker.worker().session()))
                instanceof OpenAnswer.Open);

        await().until(() -> redis.hget(RUNNING, "3xa") == null);
        assertThat(redis.lrange("ks_history:3xa", 0, -1))
                .as("the end was written over a record, and not lost with the data")
                .anyMatch(entry -> entry.contains("\"restored\""))
                .anyMatch(entry -> entry.contains("\"ended\""));
    }

    @Test
    void aRoomThatIsGivenUpWhileRedisIsBeingRebuiltRestsAfterwards() {
        var worker = watching("3xa");
        redis.flushAll();
        handler.open.get(room("3xa")).end(new JobOutcome.GivenUp(Duration.ofHours(1), "captcha"));

        await().until(() -> registry.openGeneration(List.of(worker.worker().session()))
                instanceof OpenAnswer.Open);

        await().until(() -> state("3xa").equals("parked"));
        assertThat(redis.sismember(LIVES, "3xa")).isTrue();
    }
}
