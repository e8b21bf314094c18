package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.PatrolAnswer.Finding;
import dev.danmaku.registry.PatrolAnswer.Why;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rule 7: what a patrol names, and what a repair does about it. */
public abstract class RepairContract extends RegistryFixture {

    private Finding only(PatrolLimits limits) {
        var findings = patrol(limits);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    @Test
    void aRecordWithinItsGraceNeedsNobody() {
        claimed("claimed");
        queued("queued");
        opening("opening", "w1");
        watching("watching", "w1");
        parked("parked", "w1", Duration.ofHours(1));

        assertThat(patrol(NO_GRACE_OVER)).isEmpty();
    }

    @Test
    void aClaimThatWasNotConfirmedInTimeIsNamed() {
        var job = claimed("a");

        assertThat(only(ALL_GRACES_OVER))
                .isEqualTo(new Finding(Why.CLAIMED, room("a"), job.id(), "claimed", null));
    }

    @Test
    void aQueuedJobPastItsShortGraceIsNamedForAnEmptyQueueAndPastTheLongOneForAnyQueue() {
        queued("a");
        var over = Duration.ofMillis(-1);
        var hour = Duration.ofHours(1);

        assertThat(only(new PatrolLimits(100, hour, over, hour, hour)).why()).isEqualTo(Why.QUEUED);
        assertThat(only(ALL_GRACES_OVER).why()).isEqualTo(Why.QUEUED_LONG);
    }

    @Test
    void aRoomOfADeadSessionIsNamedInAnyStateThatHolds() {
        opening("a", "w1");
        watching("b", "w1");
        dies("w1");

        assertThat(patrol(NO_GRACE_OVER))
                .extracting(Finding::why, Finding::state, Finding::session)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Why.DEAD, "opening", "w1"),
                        org.assertj.core.groups.Tuple.tuple(Why.DEAD, "watching", "w1"));
    }

    @Test
    void aRoomThatOpensForLongUnderALivingSessionIsNamedSoThatItsHolderIsAsked() {
        opening("a", "w1");

        assertThat(only(ALL_GRACES_OVER).why()).isEqualTo(Why.OPENING);
    }

    @Test
    void aWatchedRoomOfALivingSessionIsNeverNamed() {
        watching("a", "w1");

        assertThat(patrol(ALL_GRACES_OVER)).isEmpty();
    }

    @Test
    void aParkedRoomIsNamedOnceItsTimeIsOver() {
        parked("over", "w1", Duration.ofMillis(-1));
        parked("resting", "w1", Duration.ofHours(1));

        assertThat(only(ALL_GRACES_OVER).room()).isEqualTo(room("over"));
    }

    @Test
    void aHolderThatIsNamedLikeAStateHidesNothing() {
        opening("a", "watching");

        assertThat(only(ALL_GRACES_OVER).why()).isEqualTo(Why.OPENING);
    }

    @Test
    void aReasonThatReadsLikeARecordHidesNothing() {
        var hold = watching("a", "w1");
        worker.park(hold, Duration.ofMillis(-1), "\"state\":\"watching\"");
        beats("w1");

        assertThat(only(ALL_GRACES_OVER).why()).isEqualTo(Why.PARKED);
    }

    @Test
    void aWatchedRoomThatLeftTheLivesSetIsNamed() {
        watching("a", "w1");
        unwanted("a");

        assertThat(only(NO_GRACE_OVER).why()).isEqualTo(Why.UNWANTED);
    }

    @Test
    void aPausedRoomIsNamedByNoGrace() {
        queued("a");
        redis().hset(
                        Keys.running(KS),
                        "a",
                        "{\"v\":1,\"state\":\"paused\",\"job\":\"1\",\"gen\":\"1\",\"term\":\"0\",\"since\":\"1\"}");

        assertThat(patrol(ALL_GRACES_OVER)).isEmpty();
    }

    @Test
    void aPatrolCountsRecordsByStateAndTheLivesSet() {
        watching("a", "w1");
        queued("b");
        claimed("c");
        wanted("d", "e");

        var page = (PatrolAnswer.Page) dispatcher.patrol(KS, PatrolAnswer.START, ALL_GRACES_OVER);

        assertThat(page.lives()).isEqualTo(5);
        assertThat(page.states())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("watching", 1, "queued", 1, "claimed", 1));
    }

    @Test
    void aPatrolSeesEveryRecordAndItsStepsAreBounded() {
        var ids = IntStream.range(0, 700).mapToObj(i -> "room" + i).toList();
        wanted(ids.toArray(String[]::new));
        claim(ids.toArray(String[]::new));
        var over = Duration.ofMillis(-1);
        var limits = new PatrolLimits(50, over, over, over, over);

        var seen = new HashSet<String>();
        var steps = 0;
        var cursor = PatrolAnswer.START;
        do {
            var page = (PatrolAnswer.Page) dispatcher.patrol(KS, cursor, limits);
            page.findings().forEach(finding -> seen.add(finding.room().id()));
            cursor = page.cursor();
            steps++;
            assertThat(page.findings()).hasSizeLessThan(200);
        } while (!cursor.equals(PatrolAnswer.START));

        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(steps).isGreaterThan(3);
    }

    @Test
    void whatIsNoRecordIsDeletedSoThatItsRoomIsClaimedAnew() {
        wanted("a", "b", "c");
        redis().hset(Keys.running(KS), "a", "1");
        redis().hset(Keys.running(KS), "b", "{\"state\":");
        redis().hset(Keys.running(KS), "c", "{\"state\":\"watching\"}");

        assertThat(patrol(ALL_GRACES_OVER)).isEmpty();
        assertThat(claim("a", "b", "c")).hasSize(3);
    }

    @Test
    void aRecordUnderAnImpossibleIdStopsNoPatrol() {
        watching("a", "w1");
        redis().hset(Keys.running(KS), "no room", redis().hget(Keys.running(KS), "a"));
        var job = claimed("b");

        assertThat(only(ALL_GRACES_OVER).job()).isEqualTo(job.id());
    }

    @Test
    void aRepairGivesAFreshJobUnderThisGeneration() {
        var old = queued("a");

        var job = repair(Why.QUEUED_LONG).getFirst();

        assertThat(job.id()).isGreaterThan(old.id());
        assertThat(job.generation()).isEqualTo(generation);
        assertThat(state("a")).isEqualTo("claimed");
        assertThat(record("a").path("job").asString()).isEqualTo(Long.toString(job.id()));
    }

    @Test
    void aClaimOrARepairWhoseAnswerWasLostIsRepairedAgain() {
        claimed("a");

        var unseen = repair(Why.CLAIMED).getFirst();
        var job = repair(Why.CLAIMED).getFirst();

        beats("w1");
        assertThat(take("w1", unseen)).isInstanceOf(TakeAnswer.Stale.class);
        assertThat(take("w1", job)).isInstanceOf(TakeAnswer.Take.class);
    }

    @Test
    void ofTwoDispatchersThatRepairOneRecordOnlyTheFirstGetsAJob() {
        queued("a");
        var findings = patrol(ALL_GRACES_OVER);

        assertThat(jobs(dispatcher.repair(KS, findings))).hasSize(1);
        assertThat(jobs(dispatcher.repair(KS, findings))).isEmpty();
    }

    @Test
    void aRoomThatWasTakenMeanwhileIsNotRepaired() {
        beats("w1");
        var job = queued("a");
        var findings = patrol(ALL_GRACES_OVER);
        take("w1", job);

        assertThat(jobs(dispatcher.repair(KS, findings))).isEmpty();
        assertThat(state("a")).isEqualTo("opening");
    }

    @Test
    void aRoomThatWasConfirmedMeanwhileIsNotRepaired() {
        var job = claimed("a");
        var findings = patrol(ALL_GRACES_OVER);
        dispatcher.confirm(List.of(job));

        assertThat(jobs(dispatcher.repair(KS, findings))).isEmpty();
    }

    @Test
    void aRoomThatWasTakenOverMeanwhileIsNotRepaired() {
        var hold = watching("a", "w1");
        dies("w1");
        var findings = patrol(ALL_GRACES_OVER);
        beats("w2");
        take("w2", message(hold));
        worker.tell(new News.Joined(new Hold(room("a"), hold.job(), "w2")));

        assertThat(jobs(dispatcher.repair(KS, findings))).isEmpty();
    }

    @Test
    void aSessionThatBeatsAgainBeforeTheRepairKeepsItsRoom() {
        watching("a", "w1");
        dies("w1");
        var findings = patrol(ALL_GRACES_OVER);
        beats("w1");

        assertThat(jobs(dispatcher.repair(KS, findings))).isEmpty();
        assertThat(state("a")).isEqualTo("watching");
    }

    @Test
    void aRoomOfALivingSessionIsNeverRepairedHoweverLongItOpens() {
        opening("a", "w1");

        assertThat(repair(Why.OPENING)).isEmpty();
        assertThat(state("a")).isEqualTo("opening");
    }

    @Test
    void aRoomThatLeftTheLivesSetIsNotRepaired() {
        queued("a");
        var findings = patrol(ALL_GRACES_OVER);
        unwanted("a");

        assertThat(jobs(dispatcher.repair(KS, findings))).isEmpty();
    }

    @Test
    void aParkedRoomThatRestsAgainIsNotRepaired() {
        var hold = parked("a", "w1", Duration.ofHours(1));
        var finding = new Finding(Why.PARKED, room("a"), hold.job(), "parked", null);

        assertThat(jobs(dispatcher.repair(KS, List.of(finding)))).isEmpty();
        assertThat(state("a")).isEqualTo("parked");
    }

    @Test
    void aRepairedParkedRoomForgetsItsTimeAndItsReason() {
        parked("a", "w1", Duration.ofMillis(-1));

        repair(Why.PARKED);

        assertThat(record("a").has("until")).isFalse();
        assertThat(record("a").has("reason")).isFalse();
        assertThat(record("a").path("parked").asString()).isEqualTo("1");
    }

    @Test
    void aReClaimLeavesWordForTheLoser() {
        var hold = watching("a", "w1");
        dies("w1");
        repair(Why.DEAD);

        assertThat(beats("w1").lost()).containsExactly(room("a"));
        assertThat(check(hold, 1, generation)).isEqualTo(CheckAnswer.Verdict.OTHER);
    }

    @Test
    void withoutAGenerationNothingIsPatrolledClaimedRepairedConfirmedOrReleased() {
        var job = claimed("a");
        var findings = patrol(ALL_GRACES_OVER);
        wanted("b");
        redis().del(Keys.GENERATION);

        assertThat(dispatcher.patrol(KS, PatrolAnswer.START, ALL_GRACES_OVER))
                .isInstanceOf(PatrolAnswer.Rebuilding.class);
        assertThat(dispatcher.unclaimed(KS, UnclaimedAnswer.START, 100))
                .isInstanceOf(UnclaimedAnswer.Rebuilding.class);
        assertThat(dispatcher.claim(KS, List.of("b"))).isInstanceOf(ClaimAnswer.Rebuilding.class);
        assertThat(dispatcher.repair(KS, findings)).isInstanceOf(ClaimAnswer.Rebuilding.class);
        assertThat(dispatcher.confirm(List.of(job))).isZero();
        assertThat(dispatcher.release(List.of(job), "nack")).isZero();
        assertThat(state("a")).isEqualTo("claimed");
        assertThat(hasRecord("b")).isFalse();
    }
}
