package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.ControlMessage.Cancel;
import dev.danmaku.registry.Keys;
import dev.danmaku.registry.OpenAnswer;
import dev.danmaku.registry.RedisControlChannel;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

class WorkerTest extends WorkerFixture {
    WorkerTest(TestRedis testRedis, TestRabbit rabbit) {
        super(testRedis, rabbit);
    }

    @Test
    void aWorkerNeverHoldsMoreRoomsThanItsPlatformBears() {
        var handler = new FakeHandler();
        handler.maxJobs = 2;
        worker(10, handler);
        dispatch(IntStream.range(0, 6).mapToObj(i -> "3x" + i).toArray(String[]::new));

        for (var ended = 0; ended < 6; ended++) {
            await().until(() -> !handler.open.isEmpty());
            assertThat(handler.open).hasSizeLessThanOrEqualTo(2);
            handler.open.values().iterator().next().end(new JobOutcome.Finished("stream ended"));
        }

        await().until(() -> redis.hlen(RUNNING) == 0);
        assertThat(handler.opened).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aWorkerNeverHoldsMoreRoomsThanSlots() {
        var handler = new FakeHandler();
        worker(3, handler);
        dispatch(IntStream.range(0, 12).mapToObj(i -> "3x" + i).toArray(String[]::new));

        for (var ended = 0; ended < 12; ended++) {
            await().until(() -> !handler.open.isEmpty());
            assertThat(handler.open).hasSizeLessThanOrEqualTo(3);
            handler.open.values().iterator().next().end(new JobOutcome.Finished("stream ended"));
        }

        await().until(() -> redis.hlen(RUNNING) == 0);
        assertThat(handler.opened).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void aLostConnectionClosesNoRoomAndItsJobsComeBackToIt() {
        var handler = new FakeHandler();
        worker(10, handler);
        dispatch("3xa", "3xb");
        await().until(() -> handler.open.size() == 2);

        rabbit.closeConnections();

        await().until(() -> messagesUnacked() == 2);
        handler.open.get(room("3xa")).end(new JobOutcome.Finished("stream ended"));
        await().until(() -> messagesHeldOrWaiting() == 1);
        assertThat(handler.opened).hasSize(2);
        assertThat(handler.closed).isEmpty();
    }

    @Test
    void aRedeliveryToAnotherIsDroppedWhenTheHolderSaysMine() {
        var holder = new FakeHandler();
        worker(1, holder);
        dispatch("3xa");
        await().until(() -> holder.open.size() == 1);
        var other = new FakeHandler();
        worker(5, other);

        // the holder has no free slot to take it back
        rabbit.closeConnections();

        await().until(() -> messagesHeldOrWaiting() == 0);
        assertThat(holder.open).hasSize(1);
        assertThat(other.opened).isEmpty();
    }

    @Test
    void aRoomWhoseHolderIsGoneIsTakenOverWithWhatItHadFound() throws Exception {
        var first = new FakeHandler();
        var stopping = worker(5, first);
        dispatch("3xa");
        await().until(() -> redis.hget(Keys.found(Platform.KUAISHOU), "3xa") != null);
        var second = new FakeHandler();
        worker(5, second);

        stopping.close();

        await().until(() -> second.open.containsKey(room("3xa")));
        assertThat(second.open.get(room("3xa")).found).isEqualTo("found 3xa");
        assertThat(second.open.get(room("3xa")).epoch.term()).isEqualTo(2);
        assertThat(first.open).isEmpty();
    }

    @Test
    void aRoomTakenOffTheLivesSetIsClosedOnlyIfItIsReallyGone() {
        var handler = new FakeHandler();
        var worker = worker(5, handler);
        dispatch("3xa", "3xb");
        await().until(() -> handler.open.size() == 2);
        redis.srem(LIVES, "3xa");

        new RedisControlChannel(redis)
                .tell(worker.worker().session(), new Cancel(List.of(room("3xa"), room("3xb"))));

        await().until(() -> redis.hget(RUNNING, "3xa") == null);
        await().until(() -> messagesHeldOrWaiting() == 1);
        assertThat(handler.closed).containsExactly(room("3xa"));
    }

    @Test
    void whatIsNoJobGoesToTheDeadLettersWithItsReason() throws Exception {
        var handler = new FakeHandler();
        worker(5, handler);
        try (var connection = rabbit.connectionFactory().newConnection();
                var channel = connection.createChannel()) {
            for (var body : List.of(
                    "no json",
                    "{\"v\":1,\"kind\":\"watch\",\"platform\":\"nowhere\",\"room\":\"a\",\"job\":\"1\",\"generation\":\"1\"}",
                    "{\"v\":1,\"kind\":\"dance\",\"platform\":\"kuaishou\",\"room\":\"a\",\"job\":\"1\",\"generation\":\"1\"}",
                    "{\"v\":1,\"kind\":\"watch\",\"platform\":\"kuaishou\",\"room\":\"../a\",\"job\":\"1\",\"generation\":\"1\"}",
                    "x".repeat(1 << 20))) {
                channel.basicPublish("", QUEUE, null, body.getBytes(StandardCharsets.UTF_8));
            }

            await().until(() -> channel.messageCount("jobs.dead") == 5);

            for (var i = 0; i < 5; i++) {
                var letter = channel.basicGet("jobs.dead", true);
                assertThat(letter.getProps()
                                .getHeaders()
                                .get("x-danmaku-reason")
                                .toString())
                        .isNotBlank();
            }
        }
        dispatch("3xa");
        await().until(() -> handler.open.size() == 1);
    }

    @Test
    void aRedisThatLostItsDataGetsItsRoomsBackAndNoRoomCloses() {
        var handler = new FakeHandler();
        var worker = worker(5, handler);
        dispatch("3xa", "3xb");
        await().until(() -> state("3xa").equals("watching") && state("3xb").equals("watching"));
        var before = handler.open.get(room("3xa")).epoch;

        redis.flushAll();

        await().until(() -> registry.openGeneration(List.of(worker.worker().session()))
                instanceof OpenAnswer.Open);
        assertThat(redis.hkeys(RUNNING)).containsExactlyInAnyOrder("3xa", "3xb");
        assertThat(redis.smembers(LIVES)).containsExactlyInAnyOrder("3xa", "3xb");
        assertThat(handler.closed).isEmpty();
        assertThat(handler.open.get(room("3xa")).epoch).isGreaterThan(before);
        handler.open.get(room("3xa")).end(new JobOutcome.Finished("stream ended"));
        await().until(() -> redis.hget(RUNNING, "3xa") == null);
    }

    @Test
    void aRoomThatAnotherHoldsByTheRegistryIsClosedAtTheNextBeat() {
        var handler = new FakeHandler();
        var worker = worker(5, handler);
        dispatch("3xa");
        await().until(() -> state("3xa").equals("watching"));

        // as after a freeze: the session died, the room got a fresh job and another took it
        redis.zadd(Keys.SESSIONS, 1, worker.worker().session());
        redis.hset("danmaku_pulse", "amnesty", "0");
        var record = redis.hget(RUNNING, "3xa");
        redis.hset(RUNNING, "3xa", record.replace(worker.worker().session(), "somebody-else"));
        redis.sadd("danmaku_word:" + worker.worker().session(), LIVES + " 3xa");

        await().until(() -> handler.closed.contains(room("3xa")));
        assertThat(redis.hget(RUNNING, "3xa")).contains("somebody-else");
    }
}
