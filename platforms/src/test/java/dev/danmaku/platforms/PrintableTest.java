package dev.danmaku.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void whatIsShortAndHarmlessStaysAsItIs() {
        assertThat(Printable.of("", 3)).isEmpty();
        assertThat(Printable.of("弹幕", 2)).isEqualTo("弹幕");
        assertThat(Printable.of("a😀b", 4)).isEqualTo("a😀b");
    }

    @Test
    void whatIsLongIsCutButNoCharacterInTwo() {
        assertThat(Printable.of("abcd", 3)).isEqualTo("abc...");
        assertThat(Printable.of("a😀b", 2)).isEqualTo("a?...");
    }

    @Test
    void whatATerminalObeysIsNotShown() {
        assertThat(Printable.of("a\u001b[2Jb\n\u009bc\u007f", 20)).isEqualTo("a?[2Jb??c?");
    }

    @Test
    void halvesOfACharacterAreNotShown() {
        assertThat(Printable.of("\udc00a\ud800b\ud800", 20)).isEqualTo("?a?b?");
    }
}
