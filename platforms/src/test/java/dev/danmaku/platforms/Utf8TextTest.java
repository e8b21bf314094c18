package dev.danmaku.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class Utf8TextTest {
    private static final int SEED = 20_260_126;
    private static final int TEXTS = 200_000;

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "安", "KPL冲冲冲！", "a安b", "é", "안녕", "ࠀ", "\uFFFD", "😀安", "\uE000安"})
    void textsAreReadAsTheyWereWritten(String text) {
        assertThat(Slice.of(text).text()).isEqualTo(text);
    }

    /** Bytes that are nearly text: Java's decoder is the measure, with its U+FFFD for what is malformed. */
    @Test
    void whateverTheBytesAreTheTextIsThatOfJava() {
        var random = new Random(SEED);
        for (var i = 0; i < TEXTS; i++) {
            var bytes = nearlyText(random);
            var from = random.nextInt(bytes.length + 1);
            var to = from + random.nextInt(bytes.length - from + 1);

            assertThat(new Slice(bytes, from, to).text())
                    .isEqualTo(new String(bytes, from, to - from, UTF_8));
        }
    }

    private static byte[] nearlyText(Random random) {
        var text = new StringBuilder();
        for (var n = random.nextInt(12); n > 0; n--) {
            text.appendCodePoint(
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(0x80);
                        case 1 -> random.nextInt(0x800);
                        case 2 -> 0x1F600 + random.nextInt(64);
                        default -> 0x4E00 + random.nextInt(0x5000);
                    });
        }
        var bytes = text.toString().getBytes(UTF_8);
        if (bytes.length > 0 && random.nextBoolean()) {
            // Surrogates, overlong forms and stray bytes are among these.
            bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
            bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
        }
        return bytes;
    }
}
