package dev.danmaku.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where events go, and what is no such place. */
class SinkAndStoreSettingsTest extends GivenSettings {
    @Test
    void theStoreIsAFileInTheDataFolderUnlessAnotherIsNamed() throws BadSettings {
        assertThat(load(Map.of("danmaku.data-dir", "here"), Map.of(), null).store())
                .isEqualTo(StoreSettings.in(Path.of("here")));
        assertThat(load(Map.of("danmaku.store.url", "jdbc:sqlite:there.db"), Map.of(), null)
                        .store()
                        .place())
                .isEqualTo(new StorePlace.Sqlite(Path.of("there.db")));
    }

    @Test
    void aStoreServerHasLoginHostsAndParameters() {
        assertThat(StorePlace.parse("jdbc:postgresql://u:p%40@h1,h2:5/live?sslmode=verify-full"))
                .isEqualTo(new StorePlace.Postgres(
                        List.of(new Address("h1", 5432), new Address("h2", 5)),
                        "live",
                        "u",
                        "p@",
                        Map.of("sslmode", "verify-full")))
                .asString()
                .doesNotContain("p@");
    }

    @ParameterizedTest
    @MethodSource("badStores")
    void aBadStoreIsRefusedWithoutSayingItsSecrets(Map<String, String> flags, String sentence) {
        assertThatThrownBy(() -> load(flags, Map.of(), null))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("hunter2");
    }

    static Stream<Arguments> badStores() {
        var url = "danmaku.store.url";
        return Stream.of(
                Arguments.of(Map.of(url, "mysql://u:hunter2@h/x"), "begins with"),
                Arguments.of(Map.of(url, "postgresql://u:hunter2@h"), "database's name"),
                Arguments.of(
                        Map.of(url, "postgresql://h/x?password=hunter2"),
                        "user and password stand before the host"),
                Arguments.of(
                        Map.of(url, "postgresql://h/x?socketFactory=evil"), "its ?query may hold"),
                Arguments.of(Map.of(url, "sqlite::memory:"), "the name of a file"),
                Arguments.of(
                        Map.of(
                                url,
                                "postgresql://u:hunter2@h/x",
                                "danmaku.store.password",
                                "hunter2"),
                        "one is enough"),
                Arguments.of(
                        Map.of("danmaku.store.pseudonym-key", "hunter2"),
                        "at least 16 characters"));
    }

    @ParameterizedTest
    @MethodSource("badSinks")
    void badSinksAreRefusedWithASentence(Map<String, String> given, String sentence) {
        assertThatThrownBy(() -> load(given, Map.of(), null))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining(sentence);
    }

    static Stream<Arguments> badSinks() {
        var enabled = "danmaku.sinks.enabled";
        return Stream.of(
                Arguments.of(Map.of(enabled, ","), "at least one sink"),
                Arguments.of(Map.of(enabled, "jsonl,jsonl"), "twice"),
                Arguments.of(Map.of(enabled, "../x"), "small letters, digits and -"),
                Arguments.of(
                        Map.of("danmaku.sinks.options", "mine.a=1"),
                        "'mine', which is not enabled"),
                Arguments.of(Map.of("danmaku.sinks.options", "nonsense"), "name.option=value"),
                Arguments.of(Map.of("danmaku.sinks.redis.url", "http://h"), "begins with redis"),
                Arguments.of(Map.of("danmaku.rates.redis-url", "h"), "scheme://"),
                Arguments.of(Map.of("danmaku.sinks.amqp.exchange", "a b"), "A-Z a-z 0-9 . _ -"),
                Arguments.of(
                        Map.of("danmaku.sinks.amqp.exchange", "amq.topic"), "the broker's own"));
    }
}
