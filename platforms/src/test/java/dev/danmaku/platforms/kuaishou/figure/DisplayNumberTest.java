package dev.danmaku.platforms.kuaishou.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNumberTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "2735 | 2735",
                "200+ | 200",
                "1,234,567 | 1234567",
                "4.0万 | 40000",
                "98.5万 | 985000",
                "1.2345万+ | 12345",
                "5.6w | 56000",
                "5.6W+ | 56000",
                "1.2亿 | 120000000",
                "0.29万 | 2900",
                "1.23456万 | 12345"
            })
    void whatTheSiteShowsIsANumber(String display, long count) {
        assertThat(DisplayNumber.parse(display)).hasValue(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "万",
                "-5",
                "1.2.3",
                "1万2",
                "很多",
                "٣",
                "9999999999999999",
                "999999999999999亿",
                "1e9"
            })
    void anythingElseIsNone(String display) {
        assertThat(DisplayNumber.parse(display)).isEmpty();
    }
}
