package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.CrewMember;

import org.junit.jupiter.api.Test;

import java.util.List;

class FairShareTest {
    private static final int SLOTS = 1000;

    private static CrewMember member(String session, int rooms) {
        return new CrewMember(session, SLOTS, rooms, false);
    }

    private static FairShare share(CrewMember... crew) {
        var all = List.of(crew);
        var rooms = FairShare.rooms(all);
        return FairShare.of(all, "w1", SLOTS, rooms, rooms);
    }

    @Test
    void workersOfOneSizeShareEvenly() {
        var share = share(member("w1", 600), member("w2", 0), member("w3", 0));

        assertThat(share.takeBelow()).isEqualTo(200);
        assertThat(share.excess(600)).isEqualTo(400);
        assertThat(share.excess(0)).isZero();
    }

    @Test
    void aWorkerOfHalfTheSlotsHasHalfTheShare() {
        var small = FairShare.of(List.of(member("w2", 300)), "w1", SLOTS / 2, 300, 300);

        assertThat(small.takeBelow()).isEqualTo(100);
    }

    @Test
    void aWorkerThatDrainsHasNoShareAndItsRoomsAreTheOthers() {
        var share =
                share(member("w1", 200), member("w2", 200), new CrewMember("w3", SLOTS, 200, true));

        assertThat(share.takeBelow()).isEqualTo(300);
        assertThat(share.others()).isEqualTo(1);
    }

    @Test
    void aLittleTooMuchIsNotWorthAMove() {
        var share = share(member("w1", 110), member("w2", 90));

        assertThat(share.excess(110)).isZero();
        assertThat(share.excess(111)).isEqualTo(11);
    }

    @Test
    void theOnlyWorkerGivesNothing() {
        var share = share(member("w1", 600), new CrewMember("w2", SLOTS, 100, true));

        assertThat(share.others()).isZero();
        assertThat(share.excess(700)).isZero();
    }

    @Test
    void whileRoomsMoveWhoTakesGoesByTheFewestAndWhoGivesByTheMost() {
        var share =
                FairShare.of(List.of(member("w1", 300), member("w2", 300)), "w1", SLOTS, 500, 700);

        assertThat(share.takeBelow()).isEqualTo(250);
        assertThat(share.keep()).isEqualTo(350);
    }

    @Test
    void whoGivesNeverBringsAnotherAboveWhatItGives() {
        for (var rooms = 0; rooms <= 3_000; rooms++) {
            var share = FairShare.of(
                    List.of(member("w1", rooms), member("w2", 0), member("w3", 0)),
                    "w1",
                    SLOTS,
                    rooms,
                    rooms);
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
        var moving = new CrewMember("w2", SLOTS, 100, false, 3);

        assertThat(share(member("w1", 100), moving).takeBelow()).isEqualTo(103);
        assertThat(share(member("w1", 20), moving).takeBelow()).isEqualTo(60);
    }
}
