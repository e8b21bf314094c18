package dev.danmaku.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.room.Platform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where settings come from, and which source goes over which. */
class SettingSourcesTest extends GivenSettings {
    @ParameterizedTest
    @MethodSource("sources")
    void everyKeyIsReadFromEverySource(String source) throws Exception {
        var texts = otherTexts(folder);
        assertThat(texts.keySet())
                .containsExactlyInAnyOrderElementsOf(SettingTable.all().stream()
                        .map(Setting::key)
                        .filter(key -> !isSecretText(key))
                        .toList());

        var settings = switch (source) {
            case "flag" -> load(texts, Map.of(), null);
            case "environment" -> load(Map.of(), environment(texts), null);
            default -> load(Map.of(), Map.of(), file(texts));
        };

        for (var effective : settings.effective()) {
            if (!isSecretText(effective.key())) {
                assertThat(effective.source()).as(effective.key()).isPresent();
                assertThat(effective.text())
                        .as(effective.key())
                        .isEqualTo(shown(texts.get(effective.key())));
            }
        }
    }

    static Stream<String> sources() {
        return Stream.of("flag", "environment", "file");
    }

    @Test
    void aFlagGoesOverTheEnvironmentAndThatOverTheFile() throws Exception {
        var file = file(Map.of(
                "danmaku.worker.slots",
                "1",
                "danmaku.worker.open-files",
                "1",
                "danmaku.worker.io-threads",
                "1"));
        var environment = Map.of("DANMAKU_WORKER_SLOTS", "2", "DANMAKU_WORKER_OPEN_FILES", "2");

        var worker =
                load(Map.of("danmaku.worker.slots", "3"), environment, file).worker();

        assertThat(List.of(worker.slots(), worker.openFiles(), worker.ioThreads()))
                .containsExactly(SlotBounds.fixed(3), 2, 1);
    }

    @Test
    void theFileInTheWorkingFolderIsReadWhenNoneIsNamed() throws Exception {
        Files.writeString(
                folder.resolve("danmaku.yml"),
                "danmaku: {worker: {slots: 4, platforms: [ks, dy]}}");

        var worker = load(Map.of(), Map.of(), null).worker();

        assertThat(worker.slots()).isEqualTo(SlotBounds.fixed(4));
        assertThat(worker.platforms()).containsExactlyInAnyOrder(Platform.KUAISHOU, Platform.DOUYU);
    }

    @Test
    void anEmptyTextIsNotGiven() throws BadSettings {
        var settings = load(Map.of(), Map.of("DANMAKU_WORKER_SLOTS", ""), null);

        assertThat(settings.worker().slots()).isEqualTo(SlotBounds.fixed(1000));
        assertThat(settings.given("danmaku.worker.slots")).isFalse();
    }

    @Test
    void whatKubernetesAddsForServicesIsNoSetting() throws BadSettings {
        var added = Map.of(
                "DANMAKU_REDIS_SERVICE_HOST", "10.0.0.1",
                "DANMAKU_REDIS_SERVICE_PORT_TCP", "6379",
                "DANMAKU_REDIS_PORT", "tcp://10.0.0.1:6379",
                "DANMAKU_REDIS_PORT_6379_TCP_ADDR", "10.0.0.1");

        assertThat(load(Map.of(), added, null).effective())
                .allMatch(e -> e.source().isEmpty());
    }

    private static boolean isSecretText(String key) {
        return Stream.of(".cookie", "token", ".password", ".pseudonym-key").anyMatch(key::endsWith);
    }

    private static String shown(String text) {
        return text.replace("u:p@", "u:***@");
    }
}
