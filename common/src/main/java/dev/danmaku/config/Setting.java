package dev.danmaku.config;

import java.util.Locale;

/**
 * One setting.
 *
 * @param key its name in files and flags, e.g. {@code danmaku.worker.slots}
 * @param fallback its value where none is given
 * @param doc half a sentence for people
 */
public record Setting<T>(String key, Shape<T> shape, T fallback, String doc) {

    /** Its name in the environment: dots and dashes become underscores. */
    public String environmentName() {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Its default as people may see it; empty where there is none. */
    public String printedFallback() {
        return shape.print().apply(fallback);
    }
}
