package dev.danmaku.config;

import java.time.Duration;

/** The settings {@code danmaku.scale.*}. */
final class ScaleKeys {
    private static final ScaleSettings D = ScaleSettings.DEFAULTS;

    static final SettingGroup GROUP = new SettingGroup("danmaku.scale");
    static final Setting<Headroom> HEADROOM = GROUP.add(
            "headroom",
            Shape.headroom(),
            D.headroom(),
            "slots asked for beyond the rooms that are watched or wait");
    static final Setting<Duration> WINDOW = GROUP.add(
            "window",
            Shape.duration(Duration.ofSeconds(1), Duration.ofHours(6)),
            D.window(),
            "slots asked for are never fewer than the most of this time");

    private ScaleKeys() {}

    static ScaleSettings read(SettingValues values) {
        return new ScaleSettings(values.get(HEADROOM), values.get(WINDOW));
    }
}
