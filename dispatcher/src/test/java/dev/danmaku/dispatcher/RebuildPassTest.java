package dev.danmaku.dispatcher;

import static dev.danmaku.dispatcher.Rig.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.Beat;
import dev.danmaku.registry.Keys;
import dev.danmaku.registry.RedisCheck;
import dev.danmaku.testing.ManualClock;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;

/** When a generation begins. */
@RequiresRedis
@RequiresRabbit
@Timeout(60)
class RebuildPassTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private Rig rig;

    @BeforeEach
    void openRig(TestRedis redis, TestRabbit rabbit) {
        rig = new Rig(redis, rabbit);
    }

    @AfterEach
    void closeRig() {
        rig.close();
    }

    @Test
    void anEmptyRedisWithoutWorkersBeginsAtOnceOnceItIsOldEnough() {
        pass(Duration.ZERO).run();

        assertThat(begun()).isTrue();
    }

    @Test
    void aFreshRedisIsLeftToItsWorkersForASessionsDeadline() {
        pass(Duration.ofDays(1)).run();

        assertThat(begun()).isFalse();
    }

    @Test
    void aWorkerThatCanBeHeardIsWaitedFor() {
        listen("w1");
        var pass = pass(Duration.ZERO);

        pass.run();
        assertThat(begun()).isFalse();

        var coming = beat("w1", null);
        pass.run();
        assertThat(begun()).isFalse();

        beat("w1", coming);
        pass.run();
        assertThat(rig.redis.get(Keys.GENERATION)).isEqualTo(Long.toString(coming));
    }

    @Test
    void aWorkerThatOnlyListensIsNotWaitedForForEver() {
        listen("frozen");
        var pass = pass(Duration.ZERO);
        pass.run();
        assertThat(begun()).isFalse();

        clock.advance(Duration.ofMinutes(1));
        pass.run();

        assertThat(begun()).isTrue();
    }

    @Test
    void aGenerationThatIsThereStays() {
        rig.openGeneration();
        var generation = rig.redis.get(Keys.GENERATION);

        pass(Duration.ZERO).run();

        assertThat(rig.redis.get(Keys.GENERATION)).isEqualTo(generation);
    }

    private RebuildPass pass(Duration sessionDeadline) {
        return new RebuildPass(
                rig.registry, rig.openControl(), new RedisCheck(rig.redis), sessionDeadline, clock);
    }

    private boolean begun() {
        return rig.redis.exists(Keys.GENERATION);
    }

    private long beat(String session, Long restored) {
        return rig.worker
                .beat(new Beat(
                        session,
                        Duration.ofMinutes(1),
                        "{}",
                        restored == null ? 0 : restored,
                        restored))
                .generation();
    }

    private void listen(String session) {
        var control = rig.openControl();
        control.listen(session, message -> {}, () -> {});
        soon().until(() -> control.listening().contains(session));
    }
}
