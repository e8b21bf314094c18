package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.Settings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Map;

/** The flags of every command that needs the store. */
final class StoreFlags {
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
            description =
                    "Where event files and spools are, and events.db if no URL is given (danmaku.data-dir).")
    private @Nullable String data;

    /** As {@link SettingFlags#loadQuietly}. */
    Settings load(Shell shell) throws BadSettings {
        return load(shell, Map.of());
    }

    /** With further flags of the command's own, by setting key. */
    Settings load(Shell shell, Map<String, String> more) throws BadSettings {
        Map<String, @Nullable String> given = new LinkedHashMap<>(more);
        given.put("danmaku.store.url", store);
        given.put("danmaku.data-dir", data);
        return flags.loadQuietly(shell, given);
    }
}
