package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.CheckAnswer.Verdict;
import dev.danmaku.registry.PatrolAnswer.Finding;
import dev.danmaku.registry.PatrolAnswer.Why;
import dev.danmaku.registry.SwapAnswer.NotMine;
import dev.danmaku.registry.SwapAnswer.NotNow;
import dev.danmaku.registry.SwapAnswer.Swapped;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** Rule 11: a room goes from one worker to another, and has an owner all the time. */
public abstract class HandoverContract extends RegistryFixture {

    private Hold offered(String id, String session) {
        var hold = watching(id, session);
        assertThat(worker.offer(session, List.of(hold))).containsExactly(HoldAnswer.OK);
        return hold;
    }

    /** Another session is told to join. */
    private Hold joining(Hold offered, String session) {
        beats(session);
        assertThat(take(session, message(offered))).isInstanceOf(TakeAnswer.Join.class);
        return new Hold(offered.room(), offered.job(), session);
    }

    @Test
    void anOfferedRoomKeepsItsOwnerWhileAnotherJoins() {
        var hold = offered("a", "w1");

        beats("w2");
        var answer = take("w2", message(hold));

        assertThat(answer).isInstanceOf(TakeAnswer.Join.class);
        assertThat(((TakeAnswer.Join) answer).holder()).isEqualTo("w1");
        assertThat(state("a")).isEqualTo("handing-over");
        assertThat(record("a").path("session").asString()).isEqualTo("w1");
        assertThat(record("a").path("joining").asString()).isEqualTo("w2");
        assertThat(check(hold, 1, generation)).isEqualTo(Verdict.MINE);
    }

    @Test
    void whoJoinsIsToldWhatWasFound() {
        var hold = watching("a", "w1");
        worker.tell(new News.Found(hold, "{\"live\":\"7\"}"));
        worker.offer("w1", List.of(hold));
        beats("w2");

        var answer = (TakeAnswer.Join) take("w2", message(hold));

        assertThat(answer.grant().found()).isEqualTo("{\"live\":\"7\"}");
    }

    @Test
    void whoIsJoinedBecomesTheOwnerUnderAHigherTermAndTheOldOneHasWord() {
        var old = offered("a", "w1");
        var fresh = joining(old, "w2");

        assertThat(worker.swap(fresh)).isEqualTo(new Swapped(generation, 2));

        assertThat(state("a")).isEqualTo("watching");
        assertThat(record("a").path("session").asString()).isEqualTo("w2");
        assertThat(record("a").has("joining")).isFalse();
        assertThat(beats("w1").lost()).containsExactly(room("a"));
        assertThat(check(old, 1, generation)).isEqualTo(Verdict.OTHER);
        assertThat(worker.finish(old, "ended")).isEqualTo(FinishAnswer.NOT_MINE);
        assertThat(worker.finish(fresh, "ended")).isEqualTo(FinishAnswer.ENDED);
    }

    @Test
    void aSwapAskedAgainAfterALostAnswerIsAnsweredTheSame() {
        var fresh = joining(offered("a", "w1"), "w2");
        var answer = worker.swap(fresh);

        assertThat(worker.swap(fresh)).isEqualTo(answer);
        assertThat(record("a").path("term").asString()).isEqualTo("2");
    }

    @Test
    void onlyOneJoinsAtATime() {
        var hold = offered("a", "w1");
        joining(hold, "w2");
        beats("w3");

        assertThat(take("w3", message(hold))).isInstanceOf(TakeAnswer.Stale.class);
        assertThat(worker.swap(new Hold(hold.room(), hold.job(), "w3"))).isEqualTo(new NotMine());
    }

    @Test
    void whoJoinsIsToldTheSameByASecondDelivery() {
        var hold = offered("a", "w1");
        joining(hold, "w2");
        var entries = history("a").size();

        joining(hold, "w2");

        assertThat(history("a")).hasSize(entries);
    }

    @Test
    void theRoomOfOneThatDiedWhileJoiningIsJoinedByAnother() {
        var hold = offered("a", "w1");
        joining(hold, "w2");
        dies("w2");

        var third = joining(hold, "w3");

        assertThat(worker.swap(third)).isInstanceOf(Swapped.class);
    }

    @Test
    void whoDeclinesLeavesTheRoomToOthers() {
        var hold = offered("a", "w1");
        var second = joining(hold, "w2");

        assertThat(worker.decline(second, "refused")).isEqualTo(HoldAnswer.OK);

        assertThat(worker.swap(second)).isEqualTo(new NotMine());
        assertThat(record("a").path("session").asString()).isEqualTo("w1");
        joining(hold, "w3");
        assertThat(worker.decline(second, "refused")).isEqualTo(HoldAnswer.NOT_MINE);
        assertThat(record("a").path("joining").asString()).isEqualTo("w3");
    }

    @Test
    void anOfferThatIsWithdrawnLeavesEverythingAsItWas() {
        var hold = offered("a", "w1");
        var second = joining(hold, "w2");

        assertThat(worker.withdraw(hold, true, "nobody came")).isEqualTo(HoldAnswer.OK);

        assertThat(state("a")).isEqualTo("watching");
        assertThat(worker.swap(second)).isEqualTo(new NotMine());
        assertThat(take("w2", message(hold))).isInstanceOf(TakeAnswer.Held.class);
        assertThat(worker.withdraw(hold, true, "again")).isEqualTo(HoldAnswer.OK);
    }

    @Test
    void anOpeningRoomCanBeGivenAwayAndKept() {
        var hold = opening("a", "w1");
        worker.offer("w1", List.of(hold));
        assertThat(worker.withdraw(hold, false, "nobody came")).isEqualTo(HoldAnswer.OK);
        assertThat(state("a")).isEqualTo("opening");

        worker.offer("w1", List.of(hold));
        assertThat(worker.swap(joining(hold, "w2"))).isInstanceOf(Swapped.class);
        assertThat(state("a")).isEqualTo("watching");
    }

    @Test
    void anOfferAskedAgainKeepsWhoJoins() {
        var hold = offered("a", "w1");
        joining(hold, "w2");

        assertThat(worker.offer("w1", List.of(hold))).containsExactly(HoldAnswer.OK);
        assertThat(record("a").path("joining").asString()).isEqualTo("w2");
    }

    @Test
    void onlyTheHolderOffers() {
        var hold = watching("a", "w1");
        beats("w2");

        assertThat(worker.offer("w2", List.of(new Hold(hold.room(), hold.job(), "w2"))))
                .containsExactly(HoldAnswer.NOT_MINE);
        assertThat(state("a")).isEqualTo("watching");
    }

    @Test
    void anOwnCopyThatComesBackIsAdopted() {
        var hold = offered("a", "w1");

        var answer = redelivered("w1", message(hold));

        assertThat(answer).isInstanceOf(TakeAnswer.Adopt.class);
        assertThat(((TakeAnswer.Adopt) answer).joined()).isTrue();
    }

    @Test
    void anOfferedRoomOfADeadHolderIsTakenOver() {
        var hold = offered("a", "w1");
        dies("w1");
        beats("w2");

        assertThat(take("w2", message(hold))).isInstanceOf(TakeAnswer.TakeOver.class);
        assertThat(record("a").has("joining")).isFalse();
    }

    @Test
    void whoWasJoiningWhenTheHolderDiedBecomesTheOwnerAndNobodyElse() {
        var hold = offered("a", "w1");
        var second = joining(hold, "w2");
        dies("w1");
        beats("w3");

        assertThat(take("w3", message(hold))).isInstanceOf(TakeAnswer.Stale.class);
        assertThat(patrol(NO_GRACE_OVER)).isEmpty();
        assertThat(worker.swap(second)).isInstanceOf(Swapped.class);
    }

    @Test
    void aRoomWhoseHolderAndJoinerDiedIsRepaired() {
        var hold = offered("a", "w1");
        var second = joining(hold, "w2");
        dies("w1");
        dies("w2");

        assertThat(repair(Why.DEAD)).hasSize(1);

        assertThat(beats("w2").lost()).containsExactly(room("a"));
        assertThat(worker.swap(second)).isEqualTo(new NotMine());
        assertThat(record("a").has("joining")).isFalse();
    }

    @Test
    void whoJoinsForLongWhileTheHolderIsDeadIsNamedSoThatItIsAsked() {
        var hold = offered("a", "w1");
        joining(hold, "w2");
        assertThat(patrol(ALL_GRACES_OVER)).isEmpty();
        dies("w1");

        assertThat(patrol(NO_GRACE_OVER)).isEmpty();
        assertThat(patrol(ALL_GRACES_OVER))
                .containsExactly(
                        new Finding(Why.JOINING, room("a"), hold.job(), "handing-over", "w2"));
    }

    @Test
    void whoIsNamedAsJoiningAndDoesNotHaveTheRoomSaysSoAndTheRoomIsRepaired() {
        var hold = offered("a", "w1");
        var second = joining(hold, "w2");
        dies("w1");

        assertThat(worker.disown("w2", room("a"))).isEqualTo(HoldAnswer.OK);

        assertThat(worker.swap(second)).isEqualTo(new NotMine());
        assertThat(repair(Why.DEAD)).hasSize(1);
    }

    @Test
    void aDeadSessionMustBeatBeforeItSwaps() {
        var second = joining(offered("a", "w1"), "w2");
        dies("w2");

        assertThat(worker.swap(second)).isEqualTo(new NotNow());
        beats("w2");
        assertThat(worker.swap(second)).isInstanceOf(Swapped.class);
    }

    @Test
    void aStreamThatEndsWhileItIsOfferedIsOver() {
        var hold = offered("a", "w1");
        var second = joining(hold, "w2");

        ends(hold);

        assertThat(worker.swap(second)).isEqualTo(new NotMine());
        assertThat(hasRecord("a")).isFalse();
    }

    @Test
    void aParkedRoomIsOfferedToNobody() {
        var hold = offered("a", "w1");
        joining(hold, "w2");

        worker.park(hold, Duration.ofHours(1), "captcha");

        assertThat(record("a").has("joining")).isFalse();
        assertThat(take("w2", message(hold))).isInstanceOf(TakeAnswer.Stale.class);
    }

    @Test
    void withoutAGenerationNothingIsHandedOver() {
        var hold = offered("a", "w1");
        var second = joining(hold, "w2");
        redis().del(Keys.GENERATION);

        assertThat(worker.offer("w1", List.of(hold))).containsExactly(HoldAnswer.LATER);
        assertThat(worker.withdraw(hold, true, "x")).isEqualTo(HoldAnswer.LATER);
        assertThat(worker.decline(second, "x")).isEqualTo(HoldAnswer.LATER);
        assertThat(worker.swap(second)).isEqualTo(new NotNow());
    }

    @Test
    void aHolderThatWritesItsRoomBackAfterALossOfRedisHandsNothingOver() {
        var hold = offered("a", "w1");
        var second = joining(hold, "w2");
        loseData();
        noAmnesty();
        beats("w1", generation, null);
        beats("w2", generation, null);
        assertThat(check(hold, 1, generation)).isEqualTo(Verdict.RESTORED);

        assertThat(state("a")).isEqualTo("watching");
        open();
        assertThat(worker.swap(second)).isEqualTo(new NotMine());
    }
}
