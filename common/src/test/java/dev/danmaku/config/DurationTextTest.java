package dev.danmaku.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "0ms,0ms",
        "500ms,500ms",
        "1500ms,1500ms",
        "30s,30s",
        "90s,90s",
        "300s,5m",
        "5m,5m",
        "48h,2d",
        "PT30S,30s",
        "P1D,1d"
    })
    void aDurationIsReadAndPrintedInItsLargestUnit(String written, String printed) {
        assertThat(DurationText.print(DurationText.parse(written))).isEqualTo(printed);
        assertThat(DurationText.parse(printed)).isEqualTo(DurationText.parse(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "5 m", "5M", "1.5s", "99999999999s", "PT", "1w"})
    void whatHasNoClearUnitIsRefused(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 999, 61_000})
    void millisecondsAreNeverLost(long millis) {
        var duration = Duration.ofMillis(millis);

        assertThat(DurationText.parse(DurationText.print(duration))).isEqualTo(duration);
    }
}
