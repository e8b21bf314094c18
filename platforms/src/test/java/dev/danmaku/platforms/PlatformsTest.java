package dev.danmaku.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.PlatformsSettings;
import dev.danmaku.metric.Metric;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;

class PlatformsTest {

    @Test
    void everyPlatformThatThereIsOpensAndCloses() {
        var adapters = Platforms.open(EnumSet.allOf(Platform.class), PlatformsSettings.DEFAULTS, 1);

        assertThat(adapters).containsOnlyKeys(Platform.values());
        adapters.forEach((platform, adapter) -> {
            assertThat(adapter.platform()).isEqualTo(platform);
            assertThat(adapter.connectsPerSecond()).isPositive();
            adapter.close();
            adapter.close();
        });
    }

    @Test
    void unknownNamesAreCountedEachUpToABound() {
        var meters = new SimpleMeterRegistry();
        var unknown = new UnknownMessages(Platform.KUAISHOU, meters);

        for (var i = 0; i < UnknownMessages.MAX_NAMES + 10; i++) {
            unknown.count("n" + i);
        }
        unknown.count("n0");

        assertThat(Metric.UNKNOWN_MESSAGES.counter(meters, "kuaishou", "n0").count())
                .isEqualTo(2);
        assertThat(Metric.UNKNOWN_MESSAGES.counter(meters, "kuaishou", "others").count())
                .isEqualTo(10);
    }

    @Test
    void whatWasFoundSurvivesAsJsonAndHidesItsToken() {
        var found = new Found(
                "XT8F1KPOf0c",
                List.of(URI.create("wss://live-ws.kuaishou.com/websocket")),
                "c2VjcmV0",
                "安",
                null,
                "王者荣耀",
                null,
                "1_v/0_unknown0");

        assertThat(Found.fromJson(found.toJson())).isEqualTo(found);
        assertThat(found.toString()).doesNotContain("c2VjcmV0");
    }
}
