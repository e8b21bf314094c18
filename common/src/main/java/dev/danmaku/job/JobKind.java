package dev.danmaku.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a job asks for; its handler is looked up by it. */
public enum JobKind {
    WATCH;

    /** The word in the message, e.g. {@code watch}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<JobKind> find(String label) {
        return Arrays.stream(values()).filter(k -> k.label().equals(label)).findFirst();
    }
}
