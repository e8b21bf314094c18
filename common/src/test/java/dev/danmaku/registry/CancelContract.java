package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.PatrolAnswer.Finding;
import dev.danmaku.registry.PatrolAnswer.Why;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Rule 7: rooms that left the lives set. */
public abstract class CancelContract extends RegistryFixture {

    private static GoneAnswer settled(
            int deleted, Map<String, List<dev.danmaku.room.RoomId>> toTell) {
        return new GoneAnswer.Settled(deleted, toTell);
    }

    private List<Finding> missed() {
        return patrol(NO_GRACE_OVER).stream()
                .filter(f -> f.why() == Why.UNWANTED)
                .toList();
    }

    @Test
    void roomsThatNobodyHoldsAreDeleted() {
        claimed("claimed");
        queued("queued");
        parked("parked", "w1", Duration.ofHours(1));
        unwanted("claimed", "queued", "parked");

        assertThat(dispatcher.gone(KS, generation, missed())).isEqualTo(settled(3, Map.of()));
        assertThat(redis().hlen(Keys.running(KS))).isZero();
    }

    @Test
    void aRoomThatALivingSessionHoldsStaysAndTheSessionIsToBeTold() {
        watching("a", "w1");
        opening("b", "w2");
        unwanted("a", "b");

        assertThat(dispatcher.gone(KS, generation, missed()))
                .isEqualTo(settled(0, Map.of("w1", List.of(room("a")), "w2", List.of(room("b")))));
        assertThat(hasRecord("a")).isTrue();
    }

    @Test
    void aRoomOfADeadSessionIsDeletedWithWordForIt() {
        var hold = watching("a", "w1");
        unwanted("a");
        dies("w1");

        assertThat(dispatcher.gone(KS, generation, missed())).isEqualTo(settled(1, Map.of()));

        assertThat(beats("w1").lost()).containsExactly(room("a"));
        assertThat(check(hold, 1, generation)).isEqualTo(CheckAnswer.Verdict.OVER);
    }

    @Test
    void aRoomThatIsBackInTheLivesSetIsKept() {
        queued("a");
        unwanted("a");
        var missed = missed();
        wanted("a");

        assertThat(dispatcher.gone(KS, generation, missed)).isEqualTo(settled(0, Map.of()));
        assertThat(hasRecord("a")).isTrue();
    }

    @Test
    void aRoomThatHasAnotherJobByNowIsKept() {
        queued("a");
        unwanted("a");
        var missed = missed();
        wanted("a");
        repair(Why.QUEUED_LONG);
        unwanted("a");

        assertThat(dispatcher.gone(KS, generation, missed)).isEqualTo(settled(0, Map.of()));
        assertThat(hasRecord("a")).isTrue();
    }

    @Test
    void missesSeenUnderAnotherGenerationDoNotCount() {
        queued("a");
        unwanted("a");

        assertThat(dispatcher.gone(KS, generation - 1, missed()))
                .isInstanceOf(GoneAnswer.OtherGeneration.class);
        assertThat(hasRecord("a")).isTrue();
    }

    @Test
    void withoutAGenerationNothingIsGone() {
        queued("a");
        unwanted("a");
        var missed = missed();
        redis().del(Keys.GENERATION);

        assertThat(dispatcher.gone(KS, generation, missed))
                .isInstanceOf(GoneAnswer.OtherGeneration.class);
        assertThat(hasRecord("a")).isTrue();
    }

    @Test
    void goneAskedAgainAfterALostAnswerChangesNothingMore() {
        queued("a");
        unwanted("a");
        var missed = missed();
        dispatcher.gone(KS, generation, missed);

        assertThat(dispatcher.gone(KS, generation, missed)).isEqualTo(settled(0, Map.of()));
    }

    @Test
    void aCancelledRoomsMessageIsDroppedWhenItIsDelivered() {
        var job = queued("a");
        unwanted("a");
        dispatcher.gone(KS, generation, missed());
        beats("w1");

        assertThat(take("w1", job)).isInstanceOf(TakeAnswer.Cancelled.class);
        assertThat(isWanted("a")).isFalse();
    }

    @Test
    void theHolderClosesOnlyIfTheRoomIsNotInTheLivesSet() {
        var gone = watching("gone", "w1");
        var back = watching("back", "w1");
        unwanted("gone");

        assertThat(worker.wanted("w1", List.of(gone, back)))
                .containsExactly(Wanted.UNWANTED, Wanted.WANTED);
    }

    @Test
    void theHolderClosesOnlyIfTheRecordIsItsOwn() {
        var hold = watching("a", "w1");
        var none = new Hold(room("none"), 1, "w1");
        dies("w1");
        beats("w2");
        take("w2", message(hold));
        unwanted("a");

        assertThat(worker.wanted("w1", List.of(hold, none)))
                .containsExactly(Wanted.NOT_MINE, Wanted.NOT_MINE);
    }

    @Test
    void withoutAGenerationNothingIsCancelled() {
        var hold = watching("a", "w1");
        unwanted("a");
        redis().del(Keys.GENERATION);

        assertThat(worker.wanted("w1", List.of(hold))).containsExactly(Wanted.REBUILDING);
    }

    @Test
    void aRoomTakenOffAndPutOnAgainBetweenAnyTwoStepsIsWatchedInTheEnd() {
        var hold = watching("a", "w1");
        unwanted("a");
        var missed = missed();
        dispatcher.gone(KS, generation, missed);
        worker.wanted("w1", List.of(hold));
        wanted("a");
        worker.drop(hold, "unwanted");

        beats("w1");
        assertThat(take("w1", claim("a").getFirst())).isInstanceOf(TakeAnswer.Take.class);
    }
}
