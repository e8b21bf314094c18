package dev.danmaku.config;

import dev.danmaku.config.StoreSettings.Keep;
import dev.danmaku.room.Platform;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** How much of each platform's events stays: {@code PLATFORM.keep-days} and {@code PLATFORM.keep-mebibytes} of a group. */
record KeepKeys(Map<Platform, Setting<Integer>> days, Map<Platform, Setting<Integer>> mebibytes) {

    /** By default all is kept. */
    static KeepKeys in(SettingGroup group) {
        var keys = new KeepKeys(new EnumMap<>(Platform.class), new EnumMap<>(Platform.class));
        for (var platform : Platform.values()) {
            keys.days.put(
                    platform,
                    group.add(
                            platform.label() + ".keep-days",
                            Shape.count(0, 100_000),
                            Keep.ALL.days(),
                            "days (UTC) whose events are kept, today's among them; 0 is all"));
            keys.mebibytes.put(
                    platform,
                    group.add(
                            platform.label() + ".keep-mebibytes",
                            Shape.count(0, Integer.MAX_VALUE),
                            Keep.ALL.mebibytes(),
                            "what its days may fill, before the oldest go; 0 is no limit"));
        }
        return keys;
    }

    Map<Platform, Keep> read(SettingValues values) {
        var keep = new EnumMap<Platform, Keep>(Platform.class);
        days.forEach((platform, key) ->
                keep.put(platform, new Keep(values.get(key), values.get(mebibytes(platform)))));
        return keep;
    }

    private Setting<Integer> mebibytes(Platform platform) {
        return Objects.requireNonNull(mebibytes.get(platform));
    }
}
