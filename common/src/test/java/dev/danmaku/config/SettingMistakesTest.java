package dev.danmaku.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** What is no setting, and how that is told. */
class SettingMistakesTest extends GivenSettings {
    @Test
    void aBadProxyIsRefusedWithoutSayingItsPassword() {
        assertThatThrownBy(() -> load(
                        Map.of("danmaku.platforms.douyu.proxy", "ftp://u:hunter2@h:1"),
                        Map.of(),
                        null))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("danmaku.platforms.douyu.proxy")
                .hasMessageContaining("socks5://")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void allMistakesAreToldAtOnceAndEachNamesItsKey() throws IOException {
        var file = Files.writeString(folder.resolve("my.yml"), """
                danmaku.worker.slotz: 5
                danmaku:
                  worker: {slots: many}
                  watch: {reconnect-min: 2m}
                """);
        var environment = Map.of(
                "DANMAKU_REDIS_URL", "http://user:hunter2@host",
                "DANMAKU_AMQP_URI", "amqp://host",
                "DANMAKU_WATCH_PARK_FOR", "10",
                "UNRELATED", "x");
        var flags = Map.of("danmaku.platforms.kuaishou.connects-per-second", "-1");

        var mistakes = catchThrowableOfType(BadSettings.class, () -> load(flags, environment, file))
                .mistakes();

        assertThat(mistakes)
                .containsExactlyInAnyOrder(
                        "danmaku.platforms.kuaishou.connects-per-second (flag): '-1' is not allowed;"
                                + " allowed is a number a second from 0 (no limit) to 1000000, such as 0.5",
                        "DANMAKU_AMQP_URI (environment): there is no such setting; did you mean DANMAKU_AMQP_URL?",
                        "danmaku.redis-url (DANMAKU_REDIS_URL): not allowed:"
                                + " it begins with redis://, rediss:// or redis-sentinel://;"
                                + " allowed is redis://[user:password@]host:port[/database], rediss:// for TLS,"
                                + " or redis-sentinel://[user:password@]host:port,host:port/primary[?db=number]",
                        "danmaku.watch.park-for (DANMAKU_WATCH_PARK_FOR): '10' is not allowed;"
                                + " allowed is a time from 1ms to 1d, such as 500ms, 30s, 5m, 2h, 1d or PT30S",
                        "danmaku.worker.slotz (" + file
                                + "): there is no such setting; did you mean danmaku.worker.slots?",
                        "danmaku.worker.slots (" + file + "): 'many' is not allowed;"
                                + " allowed is a whole number from 1 to 100000, or two such as 200..2000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "100001",
                "0..5",
                "5..4",
                "1..100001",
                "..",
                "5..",
                "..5",
                "1..2..3",
                "-1",
                "a..b"
            })
    void slotsThatAreNoNumberOrTwoAreRefused(String text) {
        assertThatThrownBy(() -> load(Map.of("danmaku.worker.slots", text), Map.of(), null))
                .isInstanceOf(BadSettings.class)
                .hasMessage(
                        "danmaku.worker.slots (flag): '%s' is not allowed; allowed is a whole number from"
                                + " 1 to 100000, or two such as 200..2000",
                        text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000001", "1001%", "-5%", "%", "5 rooms", "1.5%"})
    void aHeadroomThatIsNeitherRoomsNorPerCentIsRefused(String text) {
        assertThatThrownBy(() -> load(Map.of("danmaku.scale.headroom", text), Map.of(), null))
                .isInstanceOf(BadSettings.class)
                .hasMessage(
                        "danmaku.scale.headroom (flag): '%s' is not allowed; allowed is a number of rooms"
                                + " up to 1000000, or per cent up to 1000%%, such as 20%%",
                        text);
    }

    @Test
    void headroomIsOnTopAndAPartOfARoomIsOne() {
        assertThat(new Headroom(0, true).over(7)).isEqualTo(7);
        assertThat(new Headroom(10, true).over(0)).isZero();
        assertThat(new Headroom(10, true).over(1)).isEqualTo(2);
        assertThat(new Headroom(10, true).over(1_000_000)).isEqualTo(1_100_000);
        assertThat(new Headroom(40, false).over(2)).isEqualTo(42);
    }

    @Test
    void valuesThatDoNotFitTogetherAreAMistake() {
        assertThatThrownBy(() -> load(Map.of("danmaku.watch.reconnect-min", "2m"), Map.of(), null))
                .isInstanceOf(BadSettings.class)
                .hasMessage("danmaku.watch.*: reconnect-min is longer than reconnect-max");
    }

    @Test
    void brokenAndMissingFilesAreMistakes() throws IOException {
        var broken = Files.writeString(folder.resolve("broken.yml"), "danmaku: {worker: [1\n");
        var twice = Files.writeString(
                folder.resolve("twice.yml"), "danmaku.worker.slots: 1\ndanmaku.worker.slots: 2\n");
        var text = Files.writeString(folder.resolve("text.yml"), "hello\n");

        assertThatThrownBy(() -> load(Map.of(), Map.of(), broken))
                .hasMessageContaining("this is no YAML (line");
        assertThatThrownBy(() -> load(Map.of(), Map.of(), twice))
                .hasMessageContaining("danmaku.worker.slots");
        assertThatThrownBy(() -> load(Map.of(), Map.of(), text))
                .hasMessageContaining("holds keys and values");
        assertThatThrownBy(() -> load(Map.of(), Map.of(), folder.resolve("none.yml")))
                .hasMessageContaining("there is no such file");
    }
}
