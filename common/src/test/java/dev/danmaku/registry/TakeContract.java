package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.registry.PatrolAnswer.Why;
import dev.danmaku.registry.TakeAnswer.Adopt;
import dev.danmaku.registry.TakeAnswer.Held;
import dev.danmaku.registry.TakeAnswer.Take;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** Rule 3: what the registry answers a worker that was delivered a job. */
public abstract class TakeContract extends RegistryFixture {

    @Test
    void aQueuedJobIsTaken() {
        beats("w1");
        var job = queued("a");

        var answer = (Take) take("w1", job);

        var waited = answer.grant().waited();
        assertThat(answer.grant())
                .isEqualTo(new TakeAnswer.Grant(generation, 1, null, null, null, waited));
        assertThat(state("a")).isEqualTo("opening");
        assertThat(record("a").path("session").asString()).isEqualTo("w1");
    }

    @Test
    void theFirstTakeSaysHowLongTheRoomWaitedSinceItsClaimAndNoLaterOneDoes() {
        beats("w1");
        var job = queued("a");
        var claimed = Long.parseLong(record("a").path("claimed").asString());

        var waited = ((Take) take("w1", job)).grant().waited();

        var opened = Long.parseLong(record("a").path("since").asString());
        assertThat(waited).isEqualTo(Duration.ofMillis(opened - claimed));
        assertThat(record("a").has("claimed")).isFalse();
        assertThat(((Adopt) take("w1", job)).grant().waited()).isNull();
    }

    @Test
    void aJobThatComesBeforeItsConfirmIsTaken() {
        beats("w1");

        assertThat(take("w1", claimed("a"))).isInstanceOf(Take.class);
    }

    @Test
    void aSessionThatIsUnknownMustBeatBeforeItMayAsk() {
        var job = queued("a");

        assertThat(take("w1", job)).isInstanceOf(TakeAnswer.BeatFirst.class);
        assertThat(state("a")).isEqualTo("queued");
        beats("w1");
        assertThat(take("w1", job)).isInstanceOf(Take.class);
    }

    @Test
    void aSessionThatIsDeadMustBeatBeforeItMayAsk() {
        beats("w1");
        var job = queued("a");
        dies("w1");

        assertThat(take("w1", job)).isInstanceOf(TakeAnswer.BeatFirst.class);
        assertThat(state("a")).isEqualTo("queued");
    }

    @Test
    void aDeadSessionMayNotEvenAdoptItsOwnRoom() {
        var hold = watching("a", "w1");
        dies("w1");

        assertThat(take("w1", message(hold))).isInstanceOf(TakeAnswer.BeatFirst.class);
    }

    @Test
    void aJobOfARoomThatHasANewerOneIsStale() {
        beats("w1");
        var first = queued("a");
        var second = repair(Why.QUEUED_LONG).getFirst();

        assertThat(take("w1", first)).isInstanceOf(TakeAnswer.Stale.class);
        assertThat(take("w1", second)).isInstanceOf(Take.class);
        assertThat(take("w1", first)).isInstanceOf(TakeAnswer.Stale.class);
    }

    @Test
    void aJobWithoutARecordIsCancelledAndMakesNoRecord() {
        beats("w1");
        wanted("a");
        var job = new Job(1, generation, JobKind.WATCH, room("a"));

        assertThat(take("w1", job)).isInstanceOf(TakeAnswer.Cancelled.class);
        assertThat(hasRecord("a")).isFalse();
    }

    @Test
    void aCancelledJobOfThisGenerationLeavesTheLivesSetAlone() {
        beats("w1");
        var job = new Job(1, generation, JobKind.WATCH, room("a"));

        take("w1", job);

        assertThat(isWanted("a")).isFalse();
    }

    @Test
    void aCancelledJobOfAnOlderGenerationPutsItsRoomBackIntoTheLivesSet() {
        beats("w1");
        var job = new Job(1, generation - 1, JobKind.WATCH, room("a"));

        assertThat(take("w1", job)).isInstanceOf(TakeAnswer.Cancelled.class);
        assertThat(isWanted("a")).isTrue();
        assertThat(hasRecord("a")).isFalse();
    }

    @Test
    void aRoomThatThisGenerationHasSeenAndThatWasTakenOffStaysOff() {
        var hold = watching("a", "w1");
        unwanted("a");
        worker.drop(hold, "taken off the lives set");

        take("w1", new Job(1, generation - 1, JobKind.WATCH, room("a")));

        assertThat(isWanted("a")).isFalse();
    }

    @Test
    void aRoomThatOnlyAnEarlierGenerationHasSeenIsPutBack() {
        worker.drop(watching("a", "w1"), "taken off the lives set");
        unwanted("a");
        redis().del(Keys.GENERATION);
        beats("w1", generation, null);
        open();

        take("w1", new Job(1, generation, JobKind.WATCH, room("a")));

        assertThat(isWanted("a")).isTrue();
    }

    @Test
    void aStaleJobOfAnOlderGenerationChangesNothing() {
        beats("w1");
        queued("a");
        unwanted("a");

        var answer = take("w1", new Job(1, generation - 1, JobKind.WATCH, room("a")));

        assertThat(answer).isInstanceOf(TakeAnswer.Stale.class);
        assertThat(isWanted("a")).isFalse();
    }

    @Test
    void withoutAGenerationEveryJobWaits() {
        beats("w1");
        var job = queued("a");
        redis().del(Keys.GENERATION);

        assertThat(take("w1", job)).isInstanceOf(TakeAnswer.Wait.class);
        assertThat(state("a")).isEqualTo("queued");
    }

    @Test
    void aRedeliveredJobThatIWatchIsAdoptedWithStateAndTerm() {
        var hold = watching("a", "w1");
        var before = record("a");

        var answer = (Adopt) redelivered("w1", message(hold));

        assertThat(answer.joined()).isTrue();
        assertThat(answer.grant())
                .isEqualTo(new TakeAnswer.Grant(generation, 1, null, null, null, null));
        assertThat(record("a")).isEqualTo(before);
    }

    @Test
    void aTakeAskedAgainAfterALostAnswerIsAdoptedWithoutASocketUnderAHigherTerm() {
        beats("w1");
        var job = queued("a");
        take("w1", job);

        var answer = (Adopt) take("w1", job);

        assertThat(answer.joined()).isFalse();
        assertThat(answer.grant().term()).isEqualTo(2);
        assertThat(state("a")).isEqualTo("opening");
    }

    @Test
    void aTakeOverAskedAgainAfterALostAnswerIsAdoptedUnderAHigherTerm() {
        var hold = watching("a", "w1");
        beats("w2");
        takeLost("w2", message(hold), "w1", 1);

        var answer = (Adopt) takeLost("w2", message(hold), "w1", 1);

        assertThat(answer.joined()).isFalse();
        assertThat(answer.grant().term()).isEqualTo(3);
    }

    @Test
    void aHolderThatOpensItsRoomAnewIsNotTheOneThatWasSettledToHaveLostIt() {
        var hold = watching("a", "w1");
        beats("w2");
        var held = (Held) take("w2", message(hold));
        take("w1", message(hold));

        assertThat(takeLost("w2", message(hold), held.holder(), held.term()))
                .isEqualTo(new Held("w1", 2));
    }

    @Test
    void aRoomThatIsOpenedAnewIsStillMissingSinceItsLastHolder() {
        watching("a", "w1");
        dies("w1");
        var job = repair(Why.DEAD).getFirst();
        beats("w2");
        take("w2", job);

        var again = (Adopt) take("w2", job);

        assertThat(again.grant().unheard()).isGreaterThan(Duration.ofDays(1));
        worker.tell(new News.Joined(new Hold(room("a"), job.id(), "w2")));
        assertThat(record("a").has("lost")).isFalse();
    }

    @Test
    void aJobDeliveredTwiceInOneBatchIsTakenOnce() {
        beats("w1");
        var question = new Question(queued("a"), false, null);

        var answers = worker.take("w1", List.of(question, question));

        assertThat(answers.get(0)).isInstanceOf(Take.class);
        assertThat(answers.get(1)).isInstanceOf(Adopt.class);
    }

    @Test
    void answersComeInTheOrderOfTheQuestions() {
        beats("w1");
        var unknown = new Job(1, generation, JobKind.WATCH, room("none"));
        var answers = worker.take(
                "w1",
                List.of(
                        new Question(unknown, false, null),
                        new Question(queued("a"), false, null),
                        new Question(unknown, false, null)));

        assertThat(answers)
                .extracting(answer -> answer.getClass().getSimpleName())
                .containsExactly("Cancelled", "Take", "Cancelled");
    }

    @Test
    void aPlainTakeLeavesWordForNobody() {
        opening("a", "w1");

        assertThat(beats("w1").lost()).isEmpty();
    }

    @Test
    void aRedeliveredJobOfAParkedRoomIsDroppedAndTheRoomGoesOnResting() {
        var hold = parked("a", "w1", Duration.ofHours(1));
        beats("w2");

        assertThat(take("w2", message(hold))).isInstanceOf(TakeAnswer.Stale.class);
        assertThat(take("w1", message(hold))).isInstanceOf(TakeAnswer.Stale.class);
        assertThat(state("a")).isEqualTo("parked");
    }
}
