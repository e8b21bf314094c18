package dev.danmaku.worker.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.SlotBounds;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

/** How many slots there are, second by second. */
class AutoscaleTest {
    private static final Strain CALM = new Strain(3L, 41, List.of(sink(0.01, 0, 0, false)));
    private static final long SECOND = 1_000_000_000L;

    private Autoscale state = Autoscale.of(new SlotBounds(100, 400));
    private long seconds;

    private static SinkLoad sink(double handoff, long spoolBytes, double spool, boolean away) {
        return new SinkLoad("store", handoff, spoolBytes, spool, away);
    }

    private static Strain with(SinkLoad sink) {
        return new Strain(3L, 41, List.of(sink));
    }

    private static Strain late(long millis) {
        return new Strain(millis, 41, List.of());
    }

    /** So many looks, one a second. */
    private void look(int times, int held, Strain strain) {
        for (var i = 0; i < times; i++) {
            state = state.look(++seconds * SECOND, held, strain);
        }
    }

    private @Nullable String reason() {
        var last = state.last();
        return last == null ? null : last.reason();
    }

    @Test
    void itBeginsWithTheFewestAndGrowsByHalvesWhileNearlyFullAndCalm() {
        assertThat(state.slots()).isEqualTo(100);

        look(60, 89, CALM);
        assertThat(state.slots()).isEqualTo(100);

        look(11, 90, CALM);
        assertThat(state.slots()).isEqualTo(150);
        assertThat(reason())
                .isEqualTo(
                        "nearly full, nothing strained (90 rooms, loop lag 3 ms, heap 41 %, hand-off 1 %)");

        look(11, 150, CALM);
        assertThat(state.slots()).isEqualTo(225);
        look(11, 225, CALM);
        look(11, 338, CALM);
        assertThat(state.slots()).isEqualTo(400);
        look(100, 400, CALM);
        assertThat(state.slots()).isEqualTo(400);
    }

    @Test
    void nothingKnownIsNothingStrained() {
        look(11, 100, Strain.UNKNOWN);

        assertThat(state.slots()).isEqualTo(150);
        assertThat(reason())
                .isEqualTo("nearly full, nothing strained (100 rooms, nothing measured)");
    }

    @Test
    void itDoesNotGrowWhileAnythingIsStrained() {
        for (var strain : List.of(
                late(101),
                new Strain(3L, 71, List.of()),
                with(sink(0.21, 0, 0, false)),
                with(sink(0, 1, 0.001, false)),
                with(sink(0, 0, 0, true)))) {
            look(120, 100, strain);
            assertThat(state.slots()).as("%s", strain).isEqualTo(100);
        }
    }

    @Test
    void onePauseIsNoOverload() {
        look(11, 100, CALM);

        look(6, 150, late(3_000));
        look(1, 150, late(499));
        look(9, 150, late(3_000));

        assertThat(state.slots()).isEqualTo(150);
    }

    @Test
    void overloadedItTakesNoMoreAndThenOffersLessByTenths() {
        look(11, 100, CALM);
        look(11, 150, CALM);
        assertThat(state.slots()).isEqualTo(225);

        look(11, 160, late(812));
        assertThat(state.slots()).isEqualTo(160);
        assertThat(reason())
                .isEqualTo(
                        "overloaded: event loops are 812 ms late (160 rooms, loop lag 812 ms, heap 41 %)");

        look(29, 160, late(812));
        assertThat(state.slots()).isEqualTo(160);
        look(1, 160, late(812));
        assertThat(state.slots()).isEqualTo(144);
        look(30, 160, late(812));
        assertThat(state.slots()).isEqualTo(129);
        look(300, 160, late(812));
        assertThat(state.slots()).isEqualTo(100);
        assertThat(state.isStuck(seconds * SECOND)).isTrue();
    }

    @Test
    void eachSignOfOverloadShrinks() {
        for (var strain : List.of(
                late(501),
                new Strain(3L, 86, List.of()),
                with(sink(0.51, 0, 0, false)),
                with(sink(0, 600, 0.6, false)),
                with(sink(0, 600, 0.6, true)))) {
            state = Autoscale.of(new SlotBounds(100, 400));
            look(11, 100, CALM);
            look(11, 120, strain);
            assertThat(state.slots()).as("%s", strain).isEqualTo(120);
        }
    }

    @Test
    void aSpoolThatGrowsThoughItsSinkWorksIsAnOverloadAndOneThatWaitsForItsSinkIsNot() {
        look(11, 100, CALM);
        for (var i = 1; i <= 200; i++) {
            look(1, 120, with(sink(0, i * 1000L, 0.01, true)));
        }
        assertThat(state.slots()).isEqualTo(150);

        for (var i = 1; i <= 60; i++) {
            // worked off by segments: it grows in between
            look(1, 120, with(sink(0, 500_000 + i % 30 * 1000L, 0.01, false)));
        }
        assertThat(state.slots()).isEqualTo(150);

        for (var i = 1; i <= 72; i++) {
            look(1, 120, with(sink(0, 600_000 + i * 1000L, 0.01, false)));
        }
        assertThat(state.slots()).isEqualTo(120);
        assertThat(reason()).startsWith("overloaded: what waits in spools grows");
    }

    @Test
    void afterAShrinkingItIsWaryForAnHour() {
        look(11, 100, CALM);
        look(11, 150, late(812));
        assertThat(state.slots()).isEqualTo(135);

        look(59, 135, CALM);
        assertThat(state.slots()).isEqualTo(135);
        look(1, 135, CALM);
        assertThat(state.slots()).isEqualTo(142);

        // it was too much again: the next step waits longer
        look(11, 142, late(812));
        assertThat(state.slots()).isEqualTo(127);
        look(119, 127, CALM);
        assertThat(state.slots()).isEqualTo(127);
        look(1, 127, CALM);
        assertThat(state.slots()).isEqualTo(134);

        // idle for the rest of the hour
        look(3600, 10, CALM);
        look(11, 134, CALM);
        assertThat(state.slots()).isEqualTo(201);
    }

    @Test
    void oneSlotIsNotNearlyFullWhileItIsFree() {
        state = Autoscale.of(new SlotBounds(1, 3));
        look(60, 0, CALM);
        assertThat(state.slots()).isEqualTo(1);
        look(11, 1, CALM);
        assertThat(state.slots()).isEqualTo(2);
        look(11, 2, CALM);
        assertThat(state.slots()).isEqualTo(3);
    }
}
