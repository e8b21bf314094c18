package dev.danmaku.dispatcher;

import static dev.danmaku.dispatcher.Rig.KS;
import static dev.danmaku.dispatcher.Rig.PATIENT;
import static dev.danmaku.dispatcher.Rig.QUICK;
import static dev.danmaku.dispatcher.Rig.QUICK_TO_REPUBLISH;
import static dev.danmaku.dispatcher.Rig.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.event.Epoch;
import dev.danmaku.registry.Beat;
import dev.danmaku.registry.CheckAnswer.Verdict;
import dev.danmaku.registry.HeldRoom;
import dev.danmaku.registry.Keys;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import redis.clients.jedis.exceptions.JedisException;

import java.time.Duration;
import java.util.List;

/** Redis or RabbitMQ away, frozen, or empty. */
@RequiresRedis
@RequiresRabbit
@Timeout(180)
class OutageTest {

    @Test
    void aRoomThatIsAddedWhileRabbitIsAwayGetsItsJobAfterwards(TestRedis redis) {
        try (var rabbit = TestRabbit.start();
                var rig = new Rig(redis, rabbit)) {
            rig.openGeneration();
            rig.startDispatcher(QUICK_TO_REPUBLISH);
            rig.add("before", "waiting");
            soon().until(() ->
                    rig.state("before").equals("queued") && rig.state("waiting").equals("queued"));
            rabbit.kill();

            rig.add("meanwhile");
            soon().until(() -> rig.redis.llen(Keys.history(KS, "meanwhile")) >= 2);
            rig.takeOff("before");
            soon().until(() -> !rig.hasRecord("before"));
            // claimed, released, and not again and again
            rig.awaitManyPasses();
            assertThat(rig.redis.llen(Keys.history(KS, "meanwhile"))).isLessThanOrEqualTo(4);
            rabbit.restart();

            soon().until(() -> rig.state("meanwhile").equals("queued"));
            var jobs = rig.consume(KS, 10);
            jobs.awaitCurrentJob(rig, "meanwhile");
            jobs.awaitCurrentJob(rig, "waiting");
        }
    }

    @Test
    void aFrozenRedisIsWaitedFor(TestRabbit rabbit) {
        try (var redis = TestRedis.start();
                var rig = new Rig(redis, rabbit)) {
            rig.openGeneration();
            rig.startDispatcher(PATIENT);
            rig.add("before");
            soon().until(() -> rig.state("before").equals("queued"));

            redis.pause();
            // that long the dispatcher has been waiting, too
            assertThatThrownBy(() -> rig.hasRecord("before")).isInstanceOf(JedisException.class);
            redis.resume();
            rig.add("after");

            soon().until(() -> rig.state("after").equals("queued"));
        }
    }

    @Test
    void aRedisThatComesBackEmptyBeginsANewGeneration(TestRabbit rabbit) {
        try (var redis = TestRedis.start();
                var rig = new Rig(redis, rabbit)) {
            rig.startDispatcher(QUICK, rig.openQueue(), Duration.ofSeconds(1));
            rig.add("before");
            soon().until(() -> rig.state("before").equals("queued"));
            var generation = Long.parseLong(rig.redis.get(Keys.GENERATION));

            redis.kill();
            redis.restart();
            soon().ignoreExceptions().until(() -> {
                rig.add("after");
                return true;
            });

            soon().ignoreExceptions().until(() -> rig.state("after").equals("queued"));
            assertThat(Long.parseLong(rig.redis.get(Keys.GENERATION))).isGreaterThan(generation);
        }
    }

    @Test
    void nothingIsDispatchedBeforeTheWorkersHaveWrittenTheirRoomsBack(
            TestRedis redis, TestRabbit rabbit) {
        try (var rig = new Rig(redis, rabbit)) {
            rig.openGeneration();
            var generation = Long.parseLong(rig.redis.get(Keys.GENERATION));
            rig.startDispatcher(QUICK);
            var control = rig.openControl();
            control.listen("w1", message -> {}, () -> {});
            var jobs = rig.consume(KS, 10);
            rig.add("watched");
            var job = jobs.awaitJob("watched");
            rig.watch("w1", job);

            rig.redis.flushAll();
            rig.add("watched", "new");
            soon().until(() -> control.listening().contains("w1"));
            var coming = rig.worker
                    .beat(new Beat("w1", Duration.ofMinutes(1), "{}", generation, null))
                    .generation();
            rig.awaitManyPasses();
            assertThat(rig.redis.exists(Keys.running(KS))).isFalse();

            var held = new HeldRoom(job.room(), new Epoch(generation, job.id(), 1), true);
            assertThat(rig.worker.check("w1", List.of(held)).verdicts())
                    .containsExactly(Verdict.RESTORED);
            rig.worker.beat(new Beat("w1", Duration.ofMinutes(1), "{}", coming, coming));

            jobs.awaitJob("new");
            assertThat(rig.state("watched")).isEqualTo("watching");
            assertThat(rig.jobOf("watched")).isEqualTo(job.id());
            assertThat(Long.parseLong(rig.redis.get(Keys.GENERATION))).isEqualTo(coming);
        }
    }
}
