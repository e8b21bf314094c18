package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.SlotBounds;
import dev.danmaku.registry.SinkHealth;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.Golden;
import dev.danmaku.worker.autoscale.Decision;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class WorkerIdentityTest {

    private static WorkerIdentity.Doing doing(boolean draining) {
        return new WorkerIdentity.Doing(2000, 3, draining, false, 0, null);
    }

    @Test
    void whatABeatTellsAboutAWorkerStaysAsItIs() {
        var worker = new WorkerIdentity(
                "worker-1-0a1b2c3d4e5f", "worker-1", 4711, "0.1.0", 1789999999500L);

        assertThat(worker.about(doing(false), ProcessHealth.UNKNOWN))
                .isEqualTo(Golden.line("beat-about.json"));
        assertThat(worker.about(doing(true), ProcessHealth.UNKNOWN))
                .isEqualTo(Golden.line("beat-about.json").replace("}", ",\"draining\":true}"));
    }

    @Test
    void oneThatStandsByLooksToOlderVersionsAsIfItDrained() {
        var worker = new WorkerIdentity(
                "worker-1-0a1b2c3d4e5f", "worker-1", 4711, "0.1.0", 1789999999500L);

        assertThat(worker.about(
                        new WorkerIdentity.Doing(2000, 3, false, true, 2, null),
                        new ProcessHealth(12L, 345L, 1024L, 6789L, Map.of(), List.of())))
                .isEqualTo(Golden.line("beat-about-standing-by.json"));
    }

    @Test
    void howItsSinksAreAndWhatItHearsOfEachPlatformIsToldWhereItIsKnown() {
        var worker = new WorkerIdentity(
                "worker-1-0a1b2c3d4e5f", "worker-1", 4711, "0.1.0", 1789999999500L);
        var heard = new TreeMap<>(Map.of(Platform.KUAISHOU, 6700L, Platform.BILIBILI, 89L));

        assertThat(worker.about(
                        doing(false),
                        new ProcessHealth(
                                12L,
                                345L,
                                1024L,
                                6789L,
                                heard,
                                List.of(
                                        new SinkHealth("jsonl", false, 3, 0, null),
                                        new SinkHealth("store", true, 12, 4096, 2500L)))))
                .isEqualTo(Golden.line("beat-about-sinks.json"));
    }

    @Test
    void oneThatChoosesItsSlotsTellsItsBoundsAndWhyItHasSoMany() {
        var worker = new WorkerIdentity(
                "worker-1-0a1b2c3d4e5f", "worker-1", 4711, "0.1.0", 1789999999500L);
        var bounds = new SlotBounds(100, 4000);
        var grown = new Decision(0, 1500, 2000, "nearly full (1499 rooms, loop lag 3 ms)");

        assertThat(worker.about(
                        new WorkerIdentity.Doing(
                                2000,
                                3,
                                false,
                                false,
                                0,
                                new WorkerIdentity.Scaling(bounds, grown, Duration.ofSeconds(7))),
                        ProcessHealth.UNKNOWN))
                .isEqualTo(Golden.line("beat-about-autoscale.json"));
    }

    @Test
    void everyStartOfAProcessIsAnotherSession() {
        var one = WorkerIdentity.ofThisProcess("host.example", "1", Clock.systemUTC());
        var next = WorkerIdentity.ofThisProcess("host.example", "1", Clock.systemUTC());

        assertThat(one.session()).matches("host-example-[0-9a-f]{12}").isNotEqualTo(next.session());
    }
}
