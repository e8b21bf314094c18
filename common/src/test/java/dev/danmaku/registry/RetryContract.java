package dev.danmaku.registry;

import static dev.danmaku.registry.OperatorAnswer.Verdict.NOT_PARKED;
import static dev.danmaku.registry.OperatorAnswer.Verdict.PLATFORM_PAUSED;
import static dev.danmaku.registry.OperatorAnswer.Verdict.RETRIED;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.OperatorAnswer.Verdict;
import dev.danmaku.registry.PatrolAnswer.Why;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** Parked rooms that a person wants tried again now. */
public abstract class RetryContract extends RegistryFixture {
    private static final Duration HOUR = Duration.ofHours(1);

    private Verdict retry(String id, String reason) {
        var answer = operator.retry(KS, "alice", reason, List.of(room(id)));
        return ((OperatorAnswer.Done) answer).outcomes().getFirst().verdict();
    }

    @Test
    void aParkedRoomIsTriedAgainNow() {
        parked("a", "w1", HOUR);

        assertThat(retry("a", "")).isEqualTo(RETRIED);

        assertThat(repair(Why.PARKED)).hasSize(1);
        assertThat(history("a").get(1).path("reason").asString()).isEqualTo("by alice");
    }

    @Test
    void oneThatRestsForAnotherReasonGoesOnResting() {
        parked("a", "w1", HOUR);

        assertThat(retry("a", "throttled")).isEqualTo(NOT_PARKED);
        assertThat(retry("a", "capt")).isEqualTo(RETRIED);
    }

    @Test
    void whatDoesNotRestIsLeftAlone() {
        watching("a", "w1");
        queued("b");

        assertThat(retry("a", "")).isEqualTo(NOT_PARKED);
        assertThat(retry("b", "")).isEqualTo(NOT_PARKED);
        assertThat(retry("none", "")).isEqualTo(NOT_PARKED);
        assertThat(state("a")).isEqualTo("watching");
    }

    @Test
    void ofAPausedPlatformNothingIsTriedAgain() {
        parked("a", "w1", HOUR);
        operator.pausePlatform(KS, "alice");

        assertThat(retry("a", "")).isEqualTo(PLATFORM_PAUSED);
    }

    @Test
    void withoutAGenerationNothingIsTriedAgain() {
        parked("a", "w1", HOUR);
        redis().del(Keys.GENERATION);

        assertThat(operator.retry(KS, "alice", "", List.of(room("a"))))
                .isInstanceOf(OperatorAnswer.Rebuilding.class);
    }
}
