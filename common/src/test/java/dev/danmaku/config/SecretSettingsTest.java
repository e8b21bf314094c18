package dev.danmaku.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import java.util.Map;

/** What nobody may read. */
class SecretSettingsTest extends GivenSettings {
    @Test
    void secretsAreNeverShown() throws BadSettings {
        var settings = load(
                Map.of(
                        "danmaku.redis-url", "redis://:hunter2@h",
                        "danmaku.amqp-url", "amqp://u:hunter2@h",
                        "danmaku.platforms.kuaishou.cookie", "did=hunter2",
                        "danmaku.platforms.bilibili.token", "hunter2"),
                Map.of(),
                null);

        assertThat(settings.toString()).doesNotContain("hunter2");
        assertThat(settings.redis().password()).isEqualTo("hunter2");
        assertThat(settings.platforms().kuaishou().shared().cookie().value())
                .contains("did=hunter2");
    }

    @Test
    void aSecretIsGivenOnceAndIsOneLine() {
        var flags = Map.of(
                "danmaku.platforms.kuaishou.cookie",
                "a=1",
                "danmaku.platforms.kuaishou.cookie-file",
                folder.resolve("none").toString(),
                "danmaku.platforms.kuaishou.token",
                "two\nlines",
                "danmaku.platforms.kuaishou.token-file",
                folder.resolve("none").toString());

        var mistakes = catchThrowableOfType(BadSettings.class, () -> load(flags, Map.of(), null))
                .mistakes();

        assertThat(mistakes).hasSize(3);
        assertThat(mistakes.get(0)).contains("one line of text").doesNotContain("two");
        assertThat(mistakes.get(1)).contains("kuaishou.cookie and").contains("are both given");
        assertThat(mistakes.get(2))
                .contains("token-file (flag)")
                .contains("cannot be read (NoSuchFileException)");
    }
}
