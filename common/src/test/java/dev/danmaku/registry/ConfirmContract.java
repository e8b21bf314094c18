package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.job.Job;
import dev.danmaku.room.Platform;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Rule 2: what the broker's answer to a publish does to the record. */
public abstract class ConfirmContract extends RegistryFixture {

    @Test
    void aConfirmMakesAClaimedRoomQueued() {
        var job = claimed("a");

        assertThat(dispatcher.confirm(List.of(job))).isEqualTo(1);
        assertThat(state("a")).isEqualTo("queued");
    }

    @Test
    void aConfirmLeavesARoomThatAWorkerTookMeanwhile() {
        beats("w1");
        var job = claimed("a");
        take("w1", job);

        assertThat(dispatcher.confirm(List.of(job))).isZero();
        assertThat(state("a")).isEqualTo("opening");
    }

    @Test
    void aConfirmOfAnEarlierJobChangesNothing() {
        var first = claimed("a");
        dispatcher.release(List.of(first), "timeout");
        claim("a");

        assertThat(dispatcher.confirm(List.of(first))).isZero();
        assertThat(state("a")).isEqualTo("claimed");
    }

    @Test
    void aConfirmAskedAgainAfterALostAnswerChangesNothingMore() {
        var job = queued("a");
        var before = record("a");

        assertThat(dispatcher.confirm(List.of(job))).isZero();
        assertThat(record("a")).isEqualTo(before);
    }

    @Test
    void aConfirmOfARoomWithoutARecordMakesNone() {
        var job = claimed("a");
        dispatcher.release(List.of(job), "nack");

        assertThat(dispatcher.confirm(List.of(job))).isZero();
        assertThat(hasRecord("a")).isFalse();
    }

    @Test
    void confirmsOfSeveralPlatformsMayComeTogether() {
        redis().sadd("bili_lives", "7");
        var bili = jobs(dispatcher.claim(Platform.BILIBILI, List.of("7"))).getFirst();
        var kuaishou = claimed("a");

        assertThat(dispatcher.confirm(List.of(bili, kuaishou))).isEqualTo(2);
    }

    @Test
    void aReleasedRoomMayBeClaimedAgainUnderAFreshJob() {
        var job = claimed("a");

        assertThat(dispatcher.release(List.of(job), "returned")).isEqualTo(1);

        assertThat(hasRecord("a")).isFalse();
        assertThat(claim("a").getFirst().id()).isGreaterThan(job.id());
    }

    @Test
    void aReleaseLeavesARoomThatAWorkerTookMeanwhile() {
        beats("w1");
        var job = claimed("a");
        take("w1", job);

        assertThat(dispatcher.release(List.of(job), "timeout")).isZero();
        assertThat(state("a")).isEqualTo("opening");
    }

    @Test
    void aReleaseLeavesAQueuedRoom() {
        var job = queued("a");

        assertThat(dispatcher.release(List.of(job), "timeout")).isZero();
        assertThat(state("a")).isEqualTo("queued");
    }

    @Test
    void aReleaseOfAnEarlierJobChangesNothing() {
        var first = claimed("a");
        dispatcher.release(List.of(first), "timeout");
        var second = claim("a").getFirst();

        assertThat(dispatcher.release(List.of(first), "timeout")).isZero();
        assertThat(record("a").path("job").asString()).isEqualTo(Long.toString(second.id()));
    }

    @Test
    void aJobThatTheBrokerAcceptedDespiteItsReleaseIsDroppedByTheWorker() {
        beats("w1");
        Job first = claimed("a");
        dispatcher.release(List.of(first), "timeout");

        assertThat(take("w1", first)).isInstanceOf(TakeAnswer.Cancelled.class);
        claim("a");
        assertThat(take("w1", first)).isInstanceOf(TakeAnswer.Stale.class);
    }
}
