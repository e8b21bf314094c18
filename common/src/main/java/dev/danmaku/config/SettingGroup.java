package dev.danmaku.config;

import java.util.ArrayList;
import java.util.List;

/** The settings of one capability, under one prefix, in the order they were named. */
final class SettingGroup {
    private final String prefix;
    private final List<Setting<?>> settings = new ArrayList<>();

    SettingGroup(String prefix) {
        this.prefix = prefix;
    }

    <T> Setting<T> add(String name, Shape<T> shape, T fallback, String doc) {
        var setting = new Setting<>(prefix + "." + name, shape, fallback, doc);
        settings.add(setting);
        return setting;
    }

    String prefix() {
        return prefix;
    }

    List<Setting<?>> settings() {
        return List.copyOf(settings);
    }
}
