package dev.danmaku.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.look.ClusterStatus.RegistryPart;
import dev.danmaku.registry.RegistryState;
import dev.danmaku.registry.WorkerHealth;
import dev.danmaku.registry.WorkerScaling;
import dev.danmaku.registry.WorkerView;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** How many slots workers chose to have, and why, as people and scripts are told. */
class StatusOfScalingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T16:49:28Z");

    private static ClusterStatus status(@Nullable WorkerScaling scaling) {
        var worker = new WorkerView(
                "w1",
                true,
                NOW.minusMillis(400),
                "host-1",
                47,
                "0.1.0",
                NOW,
                90,
                90,
                scaling,
                false,
                new WorkerHealth(false, null, null, null, null, Map.of(), List.of()));
        var state = new RegistryState(NOW, 1L, null, NOW, OptionalInt.of(1));
        return new ClusterStatus(
                new RegistryPart(state, List.of(), List.of(worker)), null, List.of());
    }

    private static WorkerScaling shrunk() {
        return new WorkerScaling(
                50,
                200,
                new WorkerScaling.Change(
                        NOW.minusSeconds(300), 100, 90, "overloaded: the heap is 91 % full"));
    }

    @Test
    void peopleAreToldTheBoundsAndTheLastDecision() {
        assertThat(StatusText.of(status(shrunk()), ZoneOffset.UTC))
                .contains("w1 has 50 to 200 slots; 2026-11-21 16:44:28 (5 min ago) from 100 to 90:"
                        + " overloaded: the heap is 91 % full\n");
        assertThat(StatusText.of(status(new WorkerScaling(50, 200, null)), ZoneOffset.UTC))
                .contains("w1 has 50 to 200 slots\n");
        assertThat(StatusText.of(status(null), ZoneOffset.UTC)).doesNotContain("w1 has");
    }

    @Test
    void scriptsAreToldTheSame() {
        var mapper = JsonMapper.builder().build();
        var worker = mapper.readTree(StatusJson.of(status(shrunk()))).at("/workers/0");

        assertThat(worker.path("slots").asInt()).isEqualTo(90);
        assertThat(worker.path("autoscale")).isEqualTo(mapper.readTree("""
                        {"min":50,"max":200,"at":1795279468000,"from":100,"to":90,\
                        "reason":"overloaded: the heap is 91 % full"}"""));
        assertThat(mapper.readTree(StatusJson.of(status(null))).at("/workers/0").has("autoscale"))
                .isFalse();
    }
}
