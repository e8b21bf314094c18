package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.PatrolAnswer.Why;
import dev.danmaku.registry.TakeAnswer.Held;
import dev.danmaku.registry.TakeAnswer.Take;
import dev.danmaku.registry.TakeAnswer.TakeOver;

import org.junit.jupiter.api.Test;

/** Rule 3, where a job comes whose room somebody has: a living holder keeps it, of a dead or settled one it is taken over. */
public abstract class TakeOverContract extends RegistryFixture {

    @Test
    void aJobOfADeadSessionIsTakenOverUnderAHigherTerm() {
        var hold = watching("a", "w1");
        dies("w1");
        beats("w2");

        var answer = (TakeOver) take("w2", message(hold));

        assertThat(answer.grant().term()).isEqualTo(2);
        assertThat(state("a")).isEqualTo("opening");
        assertThat(record("a").path("session").asString()).isEqualTo("w2");
        assertThat(record("a").path("job").asString()).isEqualTo(Long.toString(hold.job()));
    }

    @Test
    void aJobOfASessionThatSaidGoodByeIsTakenOver() {
        var hold = watching("a", "w1");
        worker.leave("w1");
        beats("w2");

        assertThat(take("w2", message(hold))).isInstanceOf(TakeOver.class);
    }

    @Test
    void aJobOfALivingSessionIsHeld() {
        var hold = watching("a", "w1");
        beats("w2");
        var before = record("a");

        assertThat(take("w2", message(hold))).isEqualTo(new Held("w1", 1));
        assertThat(record("a")).isEqualTo(before);
    }

    @Test
    void aHeldJobIsTakenOverWithoutWaitingForTheDeadlineOnceItsHolderIsSettledToHaveLostIt() {
        var hold = watching("a", "w1");
        beats("w2");
        var held = (Held) take("w2", message(hold));

        var answer = takeLost("w2", message(hold), held.holder(), held.term());

        assertThat(((TakeOver) answer).grant().term()).isEqualTo(2);
    }

    @Test
    void whatWasSettledOfOneHolderDoesNotCountForTheNext() {
        var hold = watching("a", "w1");
        beats("w2");
        beats("w3");
        takeLost("w2", message(hold), "w1", 1);

        assertThat(takeLost("w3", message(hold), "w1", 1)).isEqualTo(new Held("w2", 2));
    }

    @Test
    void whatWasSettledUnderAnEarlierTermDoesNotCountForTheSameHolderLater() {
        var hold = watching("a", "w1");
        beats("w2");
        beats("w3");
        takeLost("w2", message(hold), "w1", 1);
        takeLost("w1", message(hold), "w2", 2);

        assertThat(takeLost("w3", message(hold), "w1", 1)).isEqualTo(new Held("w1", 3));
    }

    @Test
    void ofTwoWorkersThatTakeOverOnlyTheFirstGetsTheRoom() {
        var hold = watching("a", "w1");
        dies("w1");
        beats("w2");
        beats("w3");

        assertThat(take("w2", message(hold))).isInstanceOf(TakeOver.class);
        assertThat(take("w3", message(hold))).isEqualTo(new Held("w2", 2));
    }

    @Test
    void aTakeOverLeavesWordForTheLoser() {
        var hold = watching("a", "w1");
        dies("w1");
        beats("w2");
        take("w2", message(hold));

        assertThat(beats("w1").lost()).containsExactly(room("a"));
    }

    @Test
    void whoeverTakesARoomOverIsToldWhatTheLastLookUpFound() {
        var hold = watching("a", "w1");
        worker.tell(new News.Found(hold, "{\"live\":\"x\"}"));
        dies("w1");
        beats("w2");

        var answer = (TakeOver) take("w2", message(hold));

        assertThat(answer.grant().found()).isEqualTo("{\"live\":\"x\"}");
    }

    @Test
    void aRepairedRoomKeepsItsTermAndTheNextTakeRaisesIt() {
        watching("a", "w1");
        dies("w1");
        var job = repair(Why.DEAD).getFirst();
        beats("w2");

        assertThat(((Take) take("w2", job)).grant().term()).isEqualTo(2);
    }
}
