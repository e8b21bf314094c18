package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.CrewSums;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

class FairShareTest {
    private static final int SLOTS = 1000;

    /** Others of one size, and this worker. */
    private static FairShare share(int own, int... others) {
        var rooms = own + IntStream.of(others).sum();
        return share(own, others.length, rooms, rooms, rooms);
    }

    private static FairShare share(int own, int others, int rooms, int fewest, int most) {
        return FairShare.of(
                new CrewSums((long) SLOTS * others, others, rooms, 0, own, true),
                SLOTS,
                fewest,
                most);
    }

    @Test
    void workersOfOneSizeShareEvenly() {
        var share = share(600, 0, 0);

        assertThat(share.takeBelow()).isEqualTo(200);
        assertThat(share.excess(600)).isEqualTo(400);
        assertThat(share.excess(0)).isZero();
    }

    @Test
    void aWorkerOfHalfTheSlotsHasHalfTheShare() {
        var small = FairShare.of(new CrewSums(SLOTS, 1, 300, 0, 0, true), SLOTS / 2, 300, 300);

        assertThat(small.takeBelow()).isEqualTo(100);
    }

    @Test
    void aWorkerThatDrainsHasNoShareAndItsRoomsAreTheOthers() {
        // 200 of the 600 are a draining worker's, which has no slots
        var share = share(200, 1, 600, 600, 600);

        assertThat(share.takeBelow()).isEqualTo(300);
        assertThat(share.others()).isEqualTo(1);
    }

    @Test
    void aLittleTooMuchIsNotWorthAMove() {
        var share = share(110, 90);

        assertThat(share.excess(110)).isZero();
        assertThat(share.excess(111)).isEqualTo(11);
    }

    @Test
    void theOnlyWorkerGivesNothing() {
        // 100 of the 700 are a draining worker's
        var share = share(600, 0, 700, 700, 700);

        assertThat(share.others()).isZero();
        assertThat(share.excess(700)).isZero();
    }

    @Test
    void whileRoomsMoveWhoTakesGoesByTheFewestAndWhoGivesByTheMost() {
        var share = share(300, 1, 600, 500, 700);

        assertThat(share.takeBelow()).isEqualTo(250);
        assertThat(share.keep()).isEqualTo(350);
    }

    @Test
    void whoGivesNeverBringsAnotherAboveWhatItGives() {
        for (var rooms = 0; rooms <= 3_000; rooms++) {
            var share = share(rooms, 0, 0);
            assertThat(share.excess(share.takeBelow())).as("%d rooms", rooms).isZero();
        }
    }

    @Test
    void beforeAnythingIsKnownNothingIsTakenOrGiven() {
        assertThat(FairShare.UNKNOWN.takeBelow()).isZero();
        assertThat(FairShare.UNKNOWN.excess(1_000_000)).isZero();
    }

    @Test
    void whatAPersonWantsMovedIsTakenBeyondTheShare() {
        assertThat(moved(100, 100).takeBelow()).isEqualTo(103);
        assertThat(moved(20, 100).takeBelow()).isEqualTo(60);
    }

    private static FairShare moved(int own, int other) {
        var rooms = own + other;
        return FairShare.of(new CrewSums(SLOTS, 1, rooms, 3, own, true), SLOTS, rooms, rooms);
    }
}
