package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Rule 7: a Redis that lost its data begins a new generation, higher than any before. */
public abstract class GenerationContract extends RegistryFixture {

    @Test
    void aFreshRedisOpensItsFirstGenerationWhereNobodyCanBeHeard() {
        loseData();
        Awaitility.await().until(() -> Long.parseLong(nowMillis()) > generation);

        var opened = open();

        assertThat(opened).isGreaterThan(generation);
        wanted("a");
        assertThat(claim("a").getFirst().generation()).isEqualTo(opened);
    }

    @Test
    void anOpenGenerationStaysWhoeverAsksToOpenIt() {
        assertThat(open()).isEqualTo(generation);
        assertThat(open("w1")).isEqualTo(generation);
    }

    @Test
    void noGenerationOpensWhileAWorkerThatCanBeHeardHasNotRestoredItsRooms() {
        loseData();
        var coming = beats("w1", generation, null).generation();

        assertThat(dispatcher.openGeneration(List.of("w1")))
                .isEqualTo(new OpenAnswer.WaitingFor("w1"));
        beats("w1", coming, null);
        assertThat(dispatcher.openGeneration(List.of("w1")))
                .isEqualTo(new OpenAnswer.WaitingFor("w1"));
        beats("w1", coming, coming);

        assertThat(open("w1")).isEqualTo(coming);
    }

    @Test
    void noGenerationOpensWhileAnyOfTheWorkersHasNotEvenBeaten() {
        loseData();
        var coming = beats("w1", generation, null).generation();
        beats("w1", coming, coming);

        assertThat(dispatcher.openGeneration(List.of("w1", "w2")))
                .isEqualTo(new OpenAnswer.WaitingFor("w2"));
    }

    @Test
    void aWorkerThatRestoredOnceIsNotAskedToSayItAgain() {
        loseData();
        var coming = beats("w1", generation, null).generation();
        beats("w1", coming, coming);
        beats("w1", coming, null);

        assertThat(open("w1")).isEqualTo(coming);
    }

    @Test
    void aWorkerThatWasToldTheComingGenerationIsToldTheSameAgain() {
        loseData();
        var first = beats("w1", generation, null);

        assertThat(first.rebuilding()).isTrue();
        assertThat(first.generation()).isGreaterThan(generation);
        assertThat(beats("w1", generation, null)).isEqualTo(first);
        assertThat(beats("w1", first.generation(), null)).isEqualTo(first);
        assertThat(beats("w2", generation, null)).isEqualTo(first);
    }

    @Test
    void aWorkerThatWasToldByACheckIsToldTheSameByItsBeat() {
        loseData();
        var coming = beats("w1", generation, null).generation();
        assertThat(worker.check("w2", List.of()).generation()).isEqualTo(coming);

        assertThat(beats("w2", coming, null).generation()).isEqualTo(coming);
    }

    @Test
    void theComingGenerationIsAboveWhateverAWorkerKnowsThoughRedisClockWentBack() {
        loseData();
        var ahead = Long.parseLong(nowMillis()) + 3_600_000;

        assertThat(beats("w1", ahead, null).generation()).isEqualTo(ahead + 1);
    }

    @Test
    void aWorkerThatKnowsMoreRaisesTheComingGenerationAndAllRestoreAnew() {
        loseData();
        var low = beats("w1", generation, null).generation();
        beats("w1", low, low);
        var ahead = low + 3_600_000;

        var high = beats("w2", ahead, null).generation();

        assertThat(high).isEqualTo(ahead + 1);
        assertThat(dispatcher.openGeneration(List.of("w1")))
                .isEqualTo(new OpenAnswer.WaitingFor("w1"));
        assertThat(beats("w1", low, low).generation()).isEqualTo(high);
        beats("w1", high, high);
        assertThat(open("w1")).isEqualTo(high);
    }

    @Test
    void aComingGenerationThatEqualsOneAWorkerHasWorkedUnderIsRaised() {
        loseData();
        var coming = beats("w1", generation, null).generation();

        assertThat(beats("w2", coming, null).generation()).isGreaterThan(coming);
    }

    @Test
    void aGenerationThatWasOnlyOnItsWayIsNotUsedTwice() {
        loseData();
        var first = beats("w1", generation, null).generation();
        loseData();

        assertThat(beats("w1", first, first).generation()).isGreaterThan(first);
        assertThat(dispatcher.openGeneration(List.of("w1")))
                .isEqualTo(new OpenAnswer.WaitingFor("w1"));
    }

    @Test
    void aRedisThatCameBackWithOlderDataHasLostItToo() {
        var ahead = generation + 3_600_000;

        var answer = beats("w1", ahead, null);

        assertThat(answer).isEqualTo(new BeatAnswer(ahead + 1, true, List.of()));
        assertThat(dispatcher.claim(KS, List.of("a"))).isInstanceOf(ClaimAnswer.Rebuilding.class);
        beats("w1", ahead + 1, ahead + 1);
        assertThat(open("w1")).isEqualTo(ahead + 1);
    }

    @Test
    void openAskedAgainAfterALostAnswerAnswersTheSame() {
        loseData();
        var opened = open();

        assertThat(open()).isEqualTo(opened);
        assertThat(redis().exists("danmaku_generation_next")).isFalse();
    }

    @Test
    void afterTheOpeningBeatsTellTheNewGeneration() {
        loseData();
        var coming = beats("w1", generation, null).generation();
        beats("w1", coming, coming);
        open("w1");

        assertThat(beats("w1", coming, coming)).isEqualTo(new BeatAnswer(coming, false, List.of()));
    }
}
