package dev.danmaku.registry;

import static dev.danmaku.registry.OperatorAnswer.Verdict.ALREADY;
import static dev.danmaku.registry.OperatorAnswer.Verdict.ENDING;
import static dev.danmaku.registry.OperatorAnswer.Verdict.KEPT;
import static dev.danmaku.registry.OperatorAnswer.Verdict.NOT_PAUSED;
import static dev.danmaku.registry.OperatorAnswer.Verdict.PAUSED;
import static dev.danmaku.registry.OperatorAnswer.Verdict.PLATFORM_PAUSED;
import static dev.danmaku.registry.OperatorAnswer.Verdict.RESUMED;
import static dev.danmaku.registry.OperatorAnswer.Verdict.UNWANTED;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.CheckAnswer.Verdict;
import dev.danmaku.registry.OperatorAnswer.Outcome;
import dev.danmaku.registry.PatrolAnswer.Finding;
import dev.danmaku.registry.PatrolAnswer.Why;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** Rooms and platforms that people pause and resume. */
public abstract class PauseContract extends RegistryFixture {

    private Outcome pause(String id) {
        return only(operator.pause(KS, "alice", List.of(room(id))));
    }

    private OperatorAnswer.Verdict resume(String id) {
        return only(operator.resume(KS, "bob", List.of(room(id)))).verdict();
    }

    private static Outcome only(OperatorAnswer answer) {
        return ((OperatorAnswer.Done) answer).outcomes().getFirst();
    }

    private List<Outcome> followPlatform() {
        var found =
                patrol(NO_GRACE_OVER).stream().filter(f -> f.why() == Why.PAUSE).toList();
        return ((OperatorAnswer.Done) dispatcher.pause(KS, found)).outcomes();
    }

    @Test
    void aWatchedRoomLosesItsHolderWhichIsToBeTold() {
        var hold = watching("a", "w1");

        assertThat(pause("a")).isEqualTo(new Outcome(room("a"), PAUSED, "w1"));

        assertThat(state("a")).isEqualTo("paused");
        assertThat(record("a").has("session")).isFalse();
        assertThat(beats("w1").lost()).containsExactly(room("a"));
        assertThat(check(hold, 1, generation)).isEqualTo(Verdict.PAUSED);
        assertThat(worker.finish(hold, "ended")).isEqualTo(FinishAnswer.NOT_MINE);
    }

    @Test
    void roomsInEveryStateWithoutAHolderArePausedAndTheirMessagesAreStale() {
        beats("w1");
        wanted("new");
        var claimed = claimed("claimed");
        var queued = queued("queued");
        var parked = parked("parked", "w1", Duration.ofHours(1));

        for (var id : List.of("new", "claimed", "queued", "parked")) {
            assertThat(pause(id)).isEqualTo(new Outcome(room(id), PAUSED, null));
            assertThat(state(id)).isEqualTo("paused");
        }

        assertThat(take("w1", claimed)).isInstanceOf(TakeAnswer.Stale.class);
        assertThat(take("w1", queued)).isInstanceOf(TakeAnswer.Stale.class);
        assertThat(take("w1", message(parked))).isInstanceOf(TakeAnswer.Stale.class);
        assertThat(dispatcher.confirm(List.of(claimed))).isZero();
        assertThat(dispatcher.release(List.of(claimed), "nack")).isZero();
        assertThat(patrol(ALL_GRACES_OVER)).isEmpty();
        assertThat(claim("new", "claimed")).isEmpty();
    }

    @Test
    void aRoomThatIsHandedOverIsPausedForBoth() {
        var hold = watching("a", "w1");
        worker.offer("w1", List.of(hold));
        beats("w2");
        assertThat(take("w2", message(hold))).isInstanceOf(TakeAnswer.Join.class);

        pause("a");

        assertThat(beats("w1").lost()).containsExactly(room("a"));
        assertThat(beats("w2").lost()).containsExactly(room("a"));
        assertThat(worker.swap(new Hold(room("a"), hold.job(), "w2")))
                .isInstanceOf(SwapAnswer.NotMine.class);
    }

    @Test
    void aRoomWhoseStreamEndsIsNotPausedButOneWhoseHolderDiedMeanwhileIs() {
        var hold = watching("a", "w1");
        worker.finish(hold, "the stream ended");

        assertThat(pause("a").verdict()).isEqualTo(ENDING);
        assertThat(state("a")).isEqualTo("ending");

        dies("w1");
        assertThat(pause("a").verdict()).isEqualTo(PAUSED);
        assertThat(isWanted("a")).isTrue();
    }

    @Test
    void aRoomThatNobodyWantsIsNotPaused() {
        queued("a");
        unwanted("a");

        assertThat(pause("a").verdict()).isEqualTo(UNWANTED);
        assertThat(pause("none").verdict()).isEqualTo(UNWANTED);
        assertThat(hasRecord("none")).isFalse();
    }

    @Test
    void pausedTwiceIsPausedOnce() {
        watching("a", "w1");
        pause("a");

        assertThat(pause("a")).isEqualTo(new Outcome(room("a"), ALREADY, null));
    }

    @Test
    void aPausedRoomThatIsTakenOffIsDeletedOnceItsHolderHasClosedIt() {
        var hold = watching("a", "w1");
        pause("a");
        unwanted("a");
        var gone = patrol(NO_GRACE_OVER);
        assertThat(gone).extracting(Finding::why).containsExactly(Why.UNWANTED);

        dispatcher.gone(KS, generation, gone);
        assertThat(hasRecord("a")).isTrue();
        worker.left(hold);
        dispatcher.gone(KS, generation, gone);

        assertThat(hasRecord("a")).isFalse();
    }

    @Test
    void aResumedRoomGetsAFreshJob() {
        var old = queued("a");
        pause("a");

        assertThat(resume("a")).isEqualTo(RESUMED);

        assertThat(repair(Why.PARKED).getFirst().id()).isGreaterThan(old.id());
        assertThat(record("a").has("by")).isFalse();
        assertThat(history("a").get(1).path("reason").asString()).isEqualTo("by bob");
        assertThat(history("a").get(2).path("reason").asString()).isEqualTo("by alice");
    }

    @Test
    void aRoomThatIsNotPausedIsNotResumed() {
        watching("a", "w1");

        assertThat(resume("a")).isEqualTo(NOT_PAUSED);
        assertThat(resume("none")).isEqualTo(NOT_PAUSED);
        assertThat(state("a")).isEqualTo("watching");
    }

    @Test
    void nobodyGetsAResumedRoomBeforeWhoHeldItHasClosedIt() {
        var hold = watching("a", "w1");
        pause("a");
        resume("a");

        assertThat(patrol(ALL_GRACES_OVER)).isEmpty();
        assertThat(jobs(dispatcher.repair(
                        KS,
                        List.of(new Finding(Why.PARKED, room("a"), hold.job(), "parked", null)))))
                .isEmpty();
        assertThat(check(hold, 1, generation)).isEqualTo(Verdict.PAUSED);

        assertThat(worker.left(hold)).isEqualTo(HoldAnswer.OK);
        assertThat(repair(Why.PARKED)).hasSize(1);
        assertThat(worker.left(hold)).isEqualTo(HoldAnswer.NOT_MINE);
    }

    @Test
    void nobodyWaitsForOneThatDiedOrDoesNotHaveIt() {
        watching("a", "w1");
        opening("b", "w2");
        pause("a");
        pause("b");
        resume("a");
        resume("b");
        dies("w1");
        assertThat(worker.leftUnheld("w2", room("b"))).isEqualTo(HoldAnswer.OK);

        assertThat(repair(Why.PARKED)).hasSize(2);
    }

    @Test
    void whoTakesAResumedRoomIsToldSinceWhenItWasPaused() {
        var hold = watching("a", "w1");
        pause("a");
        worker.left(hold);
        resume("a");
        var job = repair(Why.PARKED).getFirst();

        var answer = take("w1", job);

        var grant = ((TakeAnswer.Take) answer).grant();
        assertThat(grant.gap()).isEqualTo("paused");
        assertThat(grant.unheard()).isBetween(Duration.ZERO, Duration.ofSeconds(30));
        worker.tell(new News.Joined(new Hold(room("a"), job.id(), "w1")));
        assertThat(record("a").has("gap")).isFalse();
        assertThat(record("a").has("lost")).isFalse();
    }

    @Test
    void aRoomThatNobodyEverWatchedHasNoGap() {
        queued("a");
        pause("a");
        resume("a");
        beats("w1");

        var grant = ((TakeAnswer.Take) take("w1", repair(Why.PARKED).getFirst())).grant();

        assertThat(grant.gap()).isNull();
        assertThat(grant.unheard()).isNull();
    }

    @Test
    void ofAPausedPlatformNothingIsClaimedOrRepaired() {
        wanted("new");
        var hold = parked("parked", "w1", Duration.ofMillis(-1));
        var finding = new Finding(Why.PARKED, room("parked"), hold.job(), "parked", null);

        assertThat(operator.pausePlatform(KS, "alice")).isTrue();
        assertThat(operator.pausePlatform(KS, "alice")).isFalse();

        assertThat(dispatcher.unclaimed(KS, UnclaimedAnswer.START, 100))
                .isEqualTo(new UnclaimedAnswer.Page(UnclaimedAnswer.START, List.of()));
        assertThat(claim("new")).isEmpty();
        assertThat(jobs(dispatcher.repair(KS, List.of(finding)))).isEmpty();
        assertThat(redis().hget(Keys.paused(KS), "by")).isEqualTo("alice");
    }

    @Test
    void theRoomsOfAPausedPlatformArePausedAndGoOnWithIt() {
        claimed("claimed");
        queued("queued");
        var opening = opening("opening", "w1");
        var watching = watching("watching", "w1");
        parked("parked", "w1", Duration.ofHours(1));
        operator.pausePlatform(KS, "alice");

        assertThat(followPlatform()).hasSize(5).allMatch(o -> o.verdict() == PAUSED);
        assertThat(patrol(ALL_GRACES_OVER)).isEmpty();
        assertThat(beats("w1").lost()).containsExactlyInAnyOrder(room("opening"), room("watching"));
        worker.left(opening);
        worker.left(watching);

        assertThat(operator.resumePlatform(KS)).isTrue();
        assertThat(operator.resumePlatform(KS)).isFalse();
        assertThat(repair(Why.RESUME)).hasSize(5);
    }

    @Test
    void aRoomThatAPersonPausedAloneStaysPausedWhenItsPlatformGoesOn() {
        queued("before");
        queued("during");
        queued("with");
        pause("before");
        operator.pausePlatform(KS, "alice");
        followPlatform();
        assertThat(pause("during").verdict()).isEqualTo(PAUSED);
        operator.resumePlatform(KS);

        assertThat(repair(Why.RESUME)).extracting(job -> job.room().id()).containsExactly("with");
        assertThat(state("before")).isEqualTo("paused");
        assertThat(state("during")).isEqualTo("paused");
    }

    @Test
    void aRoomOfAPausedPlatformIsResumedWithIt() {
        queued("a");
        pause("a");
        operator.pausePlatform(KS, "alice");

        assertThat(resume("a")).isEqualTo(PLATFORM_PAUSED);
        assertThat(patrol(ALL_GRACES_OVER)).isEmpty();
        operator.resumePlatform(KS);

        assertThat(repair(Why.RESUME)).hasSize(1);
    }

    @Test
    void aPauseThatADispatcherBringsTooLateIsNone() {
        queued("a");
        operator.pausePlatform(KS, "alice");
        var found = patrol(NO_GRACE_OVER);
        operator.resumePlatform(KS);

        assertThat(only(dispatcher.pause(KS, found)).verdict()).isEqualTo(KEPT);
        assertThat(state("a")).isEqualTo("queued");
    }

    @Test
    void anEndingRoomOfADeadSessionIsPausedWithItsPlatformIfItIsWanted() {
        var hold = watching("a", "w1");
        worker.finish(hold, "the stream ended");
        var over = watching("b", "w1");
        unwanted("b");
        worker.finish(over, "the stream ended");
        operator.pausePlatform(KS, "alice");
        assertThat(followPlatform()).isEmpty();
        dies("w1");

        followPlatform();

        assertThat(state("a")).isEqualTo("paused");
        assertThat(isWanted("a")).isTrue();
        assertThat(hasRecord("b")).isFalse();
    }

    @Test
    void aReasonThatReadsLikeAPauseHidesNothing() {
        queued("a");
        operator.pausePlatform(KS, "\"by\":\"room\"");
        followPlatform();
        operator.resumePlatform(KS);

        assertThat(repair(Why.RESUME)).hasSize(1);
    }

    @Test
    void withoutAGenerationNothingIsPausedOrResumed() {
        var hold = watching("a", "w1");
        redis().del(Keys.GENERATION);

        assertThat(operator.pause(KS, "alice", List.of(room("a"))))
                .isInstanceOf(OperatorAnswer.Rebuilding.class);
        assertThat(operator.resume(KS, "alice", List.of(room("a"))))
                .isInstanceOf(OperatorAnswer.Rebuilding.class);
        assertThat(worker.left(hold)).isEqualTo(HoldAnswer.LATER);
        assertThat(state("a")).isEqualTo("watching");
    }
}
