package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.PatrolAnswer.Why;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Whoever takes a room knows how long nobody heard it: that becomes a gap. */
public abstract class UnheardContract extends RegistryFixture {

    @Test
    void aTakeOverSaysHowLongNobodyWasHeard() {
        var hold = watching("a", "w1");
        redis().hset("danmaku_pulse", "deadline", "5000");
        redis().zadd(Keys.SESSIONS, Long.parseLong(nowMillis()) - 1000.0, "w1");
        beats("w2");
        redis().hset("danmaku_pulse", "deadline", "5000");

        var answer = (TakeAnswer.TakeOver) take("w2", message(hold));

        assertThat(answer.grant().unheard())
                .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(36));
    }

    @Test
    void aTakeOverFromOneThatLeftSaysHowLongAgo() {
        var hold = watching("a", "w1");
        worker.leave("w1");
        beats("w2");

        var answer = (TakeAnswer.TakeOver) take("w2", message(hold));

        assertThat(answer.grant().unheard()).isBetween(Duration.ZERO, Duration.ofSeconds(30));
    }

    @Test
    void whoTakesARepairedRoomKnowsHowLongNobodyWatched() {
        var hold = watching("a", "w1");
        dies("w1");
        redis().hset("danmaku_pulse", "deadline", "5000");
        var job = repair(Why.DEAD).getFirst();
        beats("w2");

        var answer = (TakeAnswer.Take) take("w2", job);

        assertThat(job.id()).isGreaterThan(hold.job());
        assertThat(answer.grant().unheard()).isGreaterThan(Duration.ofDays(1));
    }

    @Test
    void whoTakesARoomAfterOneThatNeverJoinedItKnowsHowLongNobodyWatched() {
        watching("a", "w1");
        dies("w1");
        var job = repair(Why.DEAD).getFirst();
        beats("w2");
        take("w2", job);
        worker.leave("w2");
        beats("w3");

        var answer = (TakeAnswer.TakeOver) take("w3", job);

        assertThat(answer.grant().unheard()).isGreaterThan(Duration.ofDays(1));
    }

    @Test
    void aRoomThatRestedIsMissingSinceThen() {
        parked("a", "w1", Duration.ofMillis(-1));
        var job = repair(Why.PARKED).getFirst();

        var answer = (TakeAnswer.Take) take("w1", job);

        assertThat(answer.grant().unheard()).isBetween(Duration.ZERO, Duration.ofSeconds(30));
    }

    @Test
    void aFirstTakeMissesNothing() {
        beats("w1");

        var answer = (TakeAnswer.Take) take("w1", queued("a"));

        assertThat(answer.grant().unheard()).isNull();
    }
}
