package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.PatrolAnswer.Finding;
import dev.danmaku.registry.PatrolAnswer.Why;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Rule 4: the end of a stream, in two steps, and the new stream that may have begun meanwhile. */
public abstract class FinishContract extends RegistryFixture {
    private static final String REASON = "the stream ended";

    /** It ended, and its worker died before it had asked whether a new stream runs. */
    private Hold endingOfADeadWorker(boolean wanted) {
        var hold = watching("a", "w1");
        if (!wanted) {
            unwanted("a");
        }
        worker.finish(hold, REASON);
        dies("w1");
        beats("w2");
        return hold;
    }

    @Test
    void atTheEndOfAStreamTheLivesEntryGoesAndTheRecordWithTheSecondStep() {
        var hold = watching("a", "w1");
        worker.tell(new News.Found(hold, "{\"live\":\"x\"}"));

        assertThat(worker.finish(hold, REASON)).isEqualTo(FinishAnswer.ENDED);

        assertThat(isWanted("a")).isFalse();
        assertThat(state("a")).isEqualTo("ending");
        assertThat(worker.settle(hold, false)).isEqualTo(HoldAnswer.OK);
        assertThat(isWanted("a")).isFalse();
        assertThat(hasRecord("a")).isFalse();
        assertThat(redis().hexists(Keys.found(KS), "a")).isFalse();
        assertThat(history("a").getFirst().path("reason").asString()).isEqualTo(REASON);
    }

    @Test
    void aRoomThatTurnsOutNotToBeLiveIsFinishedBeforeItJoined() {
        var hold = opening("a", "w1");

        assertThat(worker.finish(hold, "not live")).isEqualTo(FinishAnswer.ENDED);
        assertThat(isWanted("a")).isFalse();
    }

    @Test
    void bothStepsAskedAgainAfterALostAnswerAnswerTheSame() {
        var hold = watching("a", "w1");
        worker.finish(hold, REASON);

        assertThat(worker.finish(hold, REASON)).isEqualTo(FinishAnswer.ENDED);
        worker.settle(hold, true);
        worker.settle(hold, true);

        assertThat(isWanted("a")).isTrue();
        assertThat(hasRecord("a")).isFalse();
    }

    @Test
    void aRoomThatAUserTookOffRightBeforeTheEndStaysOff() {
        var hold = watching("a", "w1");
        unwanted("a");

        assertThat(worker.finish(hold, REASON)).isEqualTo(FinishAnswer.ENDED_UNWANTED);
        assertThat(worker.finish(hold, REASON)).isEqualTo(FinishAnswer.ENDED_UNWANTED);
    }

    @Test
    void aNewStreamThatIsAddedMeanwhileIsClaimedOnceTheOldOneIsSettled() {
        var hold = watching("a", "w1");
        worker.finish(hold, REASON);
        wanted("a");

        assertThat(claim("a")).isEmpty();
        worker.settle(hold, false);

        assertThat(claim("a").getFirst().id()).isGreaterThan(hold.job());
    }

    @Test
    void aNewStreamWhoseSaddMetTheOldEntryIsPutBackAndClaimedAnew() {
        var hold = watching("a", "w1");
        wanted("a");
        worker.finish(hold, REASON);

        worker.settle(hold, true);

        assertThat(claim("a").getFirst().id()).isGreaterThan(hold.job());
    }

    @Test
    void whoDidNotFinishARoomDoesNotSettleIt() {
        var hold = watching("a", "w1");
        worker.finish(hold, REASON);

        var other = new Hold(hold.room(), hold.job(), "w2");
        assertThat(worker.finish(other, REASON)).isEqualTo(FinishAnswer.NOT_MINE);
        assertThat(worker.settle(other, false)).isEqualTo(HoldAnswer.NOT_MINE);
        assertThat(state("a")).isEqualTo("ending");
    }

    @Test
    void aRoomThatGoesOnIsNotSettled() {
        assertThat(worker.settle(watching("a", "w1"), false)).isEqualTo(HoldAnswer.NOT_MINE);
        assertThat(state("a")).isEqualTo("watching");
    }

    @Test
    void anEndingRoomOfALivingWorkerNeedsNobody() {
        worker.finish(watching("a", "w1"), REASON);

        assertThat(patrol(ALL_GRACES_OVER)).isEmpty();
    }

    @Test
    void aWorkerThatDiesBeforeItAskedWhetherANewStreamRunsLeavesItsRoomToOthers() {
        var hold = endingOfADeadWorker(true);

        assertThat(patrol(NO_GRACE_OVER)).extracting(Finding::why).containsExactly(Why.DEAD);
        var job = repair(Why.DEAD).getFirst();

        assertThat(isWanted("a")).isTrue();
        assertThat(job.id()).isGreaterThan(hold.job());
        assertThat(take("w2", job)).isInstanceOf(TakeAnswer.Take.class);
        assertThat(record("a").has("wanted")).isFalse();
    }

    @Test
    void theJobOfAnEndingRoomThatComesBackIsTakenOverWithItsLivesEntry() {
        var hold = endingOfADeadWorker(true);

        assertThat(take("w2", message(hold))).isInstanceOf(TakeAnswer.TakeOver.class);

        assertThat(isWanted("a")).isTrue();
        assertThat(state("a")).isEqualTo("opening");
    }

    @Test
    void anEndingRoomThatNobodyWantedIsOverWithItsWorker() {
        endingOfADeadWorker(false);

        assertThat(repair(Why.DEAD)).isEmpty();

        assertThat(hasRecord("a")).isFalse();
        assertThat(isWanted("a")).isFalse();
        assertThat(history("a").getFirst().path("what").asString()).isEqualTo("ended");
    }

    @Test
    void anEndingRoomIsNoCancelledOne() {
        var hold = watching("a", "w1");
        worker.finish(hold, REASON);
        var finding = new Finding(Why.UNWANTED, room("a"), hold.job(), "ending", "w1");

        var answer = (GoneAnswer.Settled) dispatcher.gone(KS, generation, List.of(finding));

        assertThat(answer.deleted()).isZero();
        assertThat(answer.toTell()).isEmpty();
        assertThat(state("a")).isEqualTo("ending");
    }

    @Test
    void anEndingRoomIsOfferedToNobody() {
        var hold = watching("a", "w1");
        worker.finish(hold, REASON);

        worker.offer("w1", List.of(hold));

        assertThat(state("a")).isEqualTo("ending");
    }
}
