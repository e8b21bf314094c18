package dev.danmaku.standalone.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.ZoneId;

class MomentsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        "2026-11-20,                    2026-11-19T16:00:00Z",
        "2026-11-20T12:00,              2026-11-20T04:00:00Z",
        "2026-11-20 12:00:01.5,         2026-11-20T04:00:01.500Z",
        "2026-11-20T12:00:00Z,          2026-11-20T12:00:00Z",
        "2026-11-20T12:00:00+01:00,     2026-11-20T11:00:00Z",
        "1795176000005,                 2026-11-20T12:00:00.005Z",
    })
    void timesMayBeWrittenInManyWays(String text, Instant expected) {
        assertThat(Instant.ofEpochMilli(Moments.parse("--from", text, ZONE))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "1795176000",
                "2026-13-01",
                "2026-11-20T",
                "1969-12-31",
                "-1795176000005",
                "+999999999-01-01",
                "20261120"
            })
    void whatIsNoTimeIsRefusedWithASentence(String text) {
        assertThatThrownBy(() -> Moments.parse("--from", text, ZONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--from")
                .hasMessageContaining("2026-11-20T12:00:00+08:00");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "12,12000",
        "+12,12000",
        "-3.5,-3500",
        "1m,60000",
        "-1m,-60000",
        "-PT2M3S,-123000",
        "500ms,500"
    })
    void offsetsAreSecondsOrDurations(String text, long millis) {
        assertThat(Moments.parseOffset("--offset", text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "--1", "1.2345", "x", "PT-1M", "9999999999"})
    void whatIsNoOffsetIsRefusedWithASentence(String text) {
        assertThatThrownBy(() -> Moments.parseOffset("--offset", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--offset");
    }
}
