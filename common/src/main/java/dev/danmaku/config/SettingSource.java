package dev.danmaku.config;

import java.util.Map;

/**
 * Texts of one origin.
 *
 * @param name as people know it, e.g. {@code flag} or {@code danmaku.yml}
 * @param texts by setting key; a key may be unknown
 */
record SettingSource(String name, Map<String, String> texts) {
    private static final String ENVIRONMENT = "environment";

    static SettingSource ofEnvironment(Map<String, String> texts) {
        return new SettingSource(ENVIRONMENT, texts);
    }

    boolean environment() {
        return name.equals(ENVIRONMENT);
    }
}
