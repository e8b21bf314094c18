package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.testing.Golden;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/** What workers say of themselves, as it is read. */
class WorkerViewTest {
    private static final Instant BEAT = Instant.ofEpochMilli(1_790_000_000_000L);

    private static WorkerView read(String about) {
        return WorkerView.of("w1", true, BEAT, about);
    }

    @Test
    void oneThatChoosesItsSlotsTellsBoundsAndItsLastDecision() {
        var view = read(Golden.line("beat-about-autoscale.json"));

        assertThat(view.slots()).isEqualTo(2000);
        assertThat(view.scaling())
                .isEqualTo(new WorkerScaling(
                        100,
                        4000,
                        new WorkerScaling.Change(
                                BEAT.minusSeconds(7),
                                1500,
                                2000,
                                "nearly full (1499 rooms, loop lag 3 ms)")));
    }

    @Test
    void oneThatHasNotDecidedYetTellsItsBounds() {
        assertThat(read("{\"slots\":5,\"autoscale\":{\"min\":5,\"max\":9}}").scaling())
                .isEqualTo(new WorkerScaling(5, 9, null));
    }

    @Test
    void aFixedNumberOfSlotsHasNoBoundsAndNonsenseIsPassedOver() {
        assertThat(read(Golden.line("beat-about.json")).scaling()).isNull();
        assertThat(read("{\"autoscale\":\"often\"}").scaling()).isNull();
        assertThat(read("{\"autoscale\":{\"min\":\"few\",\"max\":-1}}").scaling())
                .isEqualTo(new WorkerScaling(0, 0, null));
    }
}
