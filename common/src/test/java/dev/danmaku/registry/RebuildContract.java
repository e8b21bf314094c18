package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.event.Epoch;
import dev.danmaku.registry.CheckAnswer.Checked;
import dev.danmaku.registry.CheckAnswer.Verdict;
import dev.danmaku.registry.PatrolAnswer.Why;
import dev.danmaku.registry.TakeAnswer.Held;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Rules 5 and 7: the workers' sockets outlive the registry, and write it anew. */
public abstract class RebuildContract extends RegistryFixture {

    @Test
    void aRoomWhoseRecordIsMineGoesOn() {
        assertThat(check(watching("a", "w1"), 1, generation)).isEqualTo(Verdict.MINE);
    }

    @Test
    void aRoomWhoseRecordNamesAnotherSessionOrAnotherJobIsClosed() {
        var old = watching("a", "w1");
        beats("w2");
        takeLost("w2", message(old), "w1", 1);
        var repaired = watching("b", "w3");
        dies("w3");
        repair(Why.DEAD);

        assertThat(check(old, 1, generation)).isEqualTo(Verdict.OTHER);
        assertThat(check(repaired, 1, generation)).isEqualTo(Verdict.OTHER);
    }

    @Test
    void aRoomThatIsMissingUnderTheGenerationIKnowIsOver() {
        var hold = watching("a", "w1");
        worker.drop(hold, "unwanted");
        unwanted("a");

        assertThat(check(hold, 1, generation)).isEqualTo(Verdict.OVER);
        assertThat(hasRecord("a")).isFalse();
        assertThat(isWanted("a")).isFalse();
    }

    @Test
    void aRoomThatIsMissingUnderAnotherGenerationComesBackWithItsLivesEntry() {
        var hold = watching("a", "w1");
        loseData();
        var coming = beats("w1", generation, null).generation();

        assertThat(check(hold, 1, generation)).isEqualTo(Verdict.RESTORED);

        assertThat(isWanted("a")).isTrue();
        assertThat(state("a")).isEqualTo("watching");
        assertThat(record("a").path("job").asString()).isEqualTo(Long.toString(hold.job()));
        assertThat(record("a").path("term").asString()).isEqualTo("1");
        assertThat(record("a").path("session").asString()).isEqualTo("w1");
        assertThat(record("a").path("gen").asString()).isEqualTo(Long.toString(coming));
    }

    @Test
    void aRoomThatHadNotJoinedYetComesBackAsOpening() {
        var hold = opening("a", "w1");
        loseData();
        beats("w1", generation, null);

        assertThat(check(hold, 1, generation, false)).isEqualTo(Verdict.RESTORED);
        assertThat(state("a")).isEqualTo("opening");
    }

    @Test
    void aRestoreAskedAgainAfterALostAnswerFindsItsRoomMine() {
        var hold = watching("a", "w1");
        loseData();
        beats("w1", generation, null);
        check(hold, 1, generation);

        assertThat(check(hold, 1, generation)).isEqualTo(Verdict.MINE);
    }

    @Test
    void aRoomThatWasMineAllAlongIsMineUnderTheNewGeneration() {
        var hold = watching("a", "w1");
        redis().del(Keys.GENERATION);
        var coming = beats("w1", generation, null).generation();

        assertThat(check(hold, 1, generation)).isEqualTo(Verdict.MINE);

        assertThat(record("a").path("gen").asString()).isEqualTo(Long.toString(coming));
    }

    @Test
    void anAdoptedRoomIsHeldUnderTheNewGeneration() {
        var hold = watching("a", "w1");
        redis().del(Keys.GENERATION);
        var coming = beats("w1", generation, null).generation();
        open();

        var adopt = (TakeAnswer.Adopt) redelivered("w1", message(hold));

        assertThat(adopt.grant().generation()).isEqualTo(coming);
        assertThat(record("a").path("gen").asString()).isEqualTo(Long.toString(coming));
    }

    @Test
    void aJoinThatTheRegistryMissedIsMadeUpForByTheNextCheck() {
        var hold = opening("a", "w1");
        redis().del(Keys.GENERATION);
        beats("w1", generation, null);
        assertThat(worker.tell(new News.Joined(hold))).isEqualTo(HoldAnswer.LATER);

        check(hold, 1, generation);

        assertThat(state("a")).isEqualTo("watching");
    }

    @Test
    void ofTwoWorkersThatRestoreOneRoomTheSecondCloses() {
        var old = watching("a", "w1");
        beats("w2");
        takeLost("w2", message(old), "w1", 1);
        var current = new Hold(room("a"), old.job(), "w2");
        loseData();
        beats("w1", generation, null);
        beats("w2", generation, null);

        assertThat(check(current, 2, generation)).isEqualTo(Verdict.RESTORED);
        assertThat(check(old, 1, generation)).isEqualTo(Verdict.OTHER);
        assertThat(check(current, 2, generation)).isEqualTo(Verdict.MINE);
    }

    @Test
    void aFrozenWorkerThatWakesAfterATakeOverAndADataLossFindsAnotherHolder() {
        var frozen = watching("a", "w1");
        dies("w1");
        beats("w2");
        take("w2", message(frozen));
        loseData();
        var coming = beats("w2", generation, null).generation();
        check(new Hold(room("a"), frozen.job(), "w2"), 2, generation);
        beats("w2", coming, coming);
        open("w2");

        assertThat(check(frozen, 1, generation)).isEqualTo(Verdict.OTHER);
        assertThat(worker.finish(frozen, "ended")).isEqualTo(FinishAnswer.NOT_MINE);
    }

    @Test
    void aWorkerThatCouldNotBeHeardRestoresLaterWhatNobodyElseHas() {
        var alone = watching("alone", "w1");
        var again = watching("again", "w1");
        loseData();
        open();
        claimed("again");
        beats("w1", generation, null);

        assertThat(check(alone, 1, generation)).isEqualTo(Verdict.RESTORED);
        assertThat(check(again, 1, generation)).isEqualTo(Verdict.OTHER);
    }

    @Test
    void aWorkerThatWasAwayForLongDoesNotBringBackWhatWasTakenOffMeanwhile() {
        var away = watching("a", "w1");
        beats("w2");
        takeLost("w2", message(away), "w1", 1);
        var holder = new Hold(room("a"), away.job(), "w2");
        loseData();
        var coming = beats("w2", generation, null).generation();
        check(holder, 2, generation);
        beats("w2", coming, coming);
        open("w2");
        unwanted("a");
        worker.drop(holder, "taken off the lives set");
        beats("w1", generation, null);

        assertThat(check(away, 1, generation)).isEqualTo(Verdict.OVER);

        assertThat(isWanted("a")).isFalse();
        assertThat(hasRecord("a")).isFalse();
    }

    @Test
    void aCheckTellsTheTermThatALostAnswerRaised() {
        var hold = watching("a", "w1");
        take("w1", message(hold));

        var held = new HeldRoom(hold.room(), new Epoch(generation, hold.job(), 1), true);
        assertThat(worker.check("w1", List.of(held)).rooms())
                .containsExactly(new Checked(Verdict.MINE, 2));
    }

    @Test
    void freshJobIdsStayAboveRestoredOnes() {
        var hold = watching("a", "w1");
        var ahead = new Hold(room("a"), hold.job() + 3_600_000, "w1");
        loseData();
        beats("w1", generation, null);
        check(ahead, 1, generation);
        open();

        assertThat(claimed("b").id()).isEqualTo(ahead.job() + 1);
    }

    @Test
    void aRestoreLowersNoJobId() {
        var hold = watching("a", "w1");
        var later = claimed("b").id();
        redis().hdel(Keys.running(KS), "a");
        redis().del(Keys.history(KS, "a"));

        assertThat(check(hold, 1, generation - 1)).isEqualTo(Verdict.RESTORED);

        assertThat(claimed("c").id()).isGreaterThan(later);
    }

    @Test
    void aJobOfTheLostRegistryIsHeldByWhoRestoredItsRoom() {
        var hold = watching("a", "w1");
        loseData();
        var coming = beats("w1", generation, null).generation();
        check(hold, 1, generation);
        beats("w1", coming, coming);
        open("w1");
        beats("w2");

        assertThat(take("w2", message(hold))).isEqualTo(new Held("w1", 1));
        assertThat(redelivered("w1", message(hold))).isInstanceOf(TakeAnswer.Adopt.class);
    }

    @Test
    void aCheckBeforeAnyGenerationIsKnownIsRefused() {
        var hold = watching("a", "w1");
        loseData();

        assertThatThrownBy(() -> check(hold, 1, generation))
                .isInstanceOf(RegistryUnavailable.class);
        assertThat(hasRecord("a")).isFalse();
    }

    @Test
    void aWorkerWithoutRoomsIsToldTheGenerationByACheck() {
        assertThat(worker.check("w1", List.of())).isEqualTo(new CheckAnswer(generation, List.of()));
    }

    @Test
    void manyRoomsAreCheckedAtOnceAndAnsweredInOrder() {
        var mine = watching("mine", "w1");
        var over = watching("over", "w1");
        worker.drop(over, "unwanted");

        var answer = worker.check(
                "w1",
                List.of(
                        new HeldRoom(over.room(), new Epoch(generation, over.job(), 1), true),
                        new HeldRoom(mine.room(), new Epoch(generation, mine.job(), 1), true)));

        assertThat(answer.verdicts()).containsExactly(Verdict.OVER, Verdict.MINE);
    }
}
