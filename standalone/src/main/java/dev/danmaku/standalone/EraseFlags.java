package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.Settings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Map;

/** The flags of what reaches all places where events are. */
final class EraseFlags {
    @Mixin
    private SettingFlags flags = new SettingFlags();

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = "The store: sqlite:FILE or postgresql://... (danmaku.store.url).")
    private @Nullable String store;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where event files and spools are (danmaku.data-dir).")
    private @Nullable String data;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "The cluster's Redis (danmaku.redis-url).")
    private @Nullable String redis;

    Settings load(Shell shell) throws BadSettings {
        Map<String, @Nullable String> given = new LinkedHashMap<>();
        given.put("danmaku.store.url", store);
        given.put("danmaku.data-dir", data);
        given.put("danmaku.redis-url", redis);
        return flags.loadQuietly(shell, given);
    }
}
