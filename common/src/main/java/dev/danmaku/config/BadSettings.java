package dev.danmaku.config;

import java.util.List;

/** Settings with mistakes: all of them, each a sentence that names its key. */
public final class BadSettings extends Exception {
    private final List<String> mistakes;

    BadSettings(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
