package dev.danmaku.config;

import java.util.Optional;

/** A cookie or a token of the operator: read anew at each use, since its file may change. Never prints itself. */
public interface Secret {

    /** Nothing was given. */
    Secret NONE = Optional::empty;

    /** The current value; empty where none was given or its file is empty. */
    Optional<String> value();

    /**
     * One that never changes; nothing where the text is blank.
     *
     * @throws IllegalArgumentException if the text holds a line break or another control character, which no header may
     */
    static Secret of(String text) {
        var value = text.strip();
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("it is one line of text without control characters");
        }
        return value.isEmpty() ? NONE : new Given(value);
    }

    /** Given in a flag, the environment or a file of settings. */
    record Given(String text) implements Secret {
        @Override
        public Optional<String> value() {
            return Optional.of(text);
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
