package dev.danmaku.standalone;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Map;

/** The flags of every command that watches rooms for a cluster. */
final class WorkerFlags {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where events are stored (danmaku.data-dir).")
    private @Nullable String data;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Rooms watched at once (danmaku.worker.slots).")
    private @Nullable String slots;

    /** By setting key; null where the flag was not given. */
    Map<String, @Nullable String> settings() {
        var settings = new LinkedHashMap<String, @Nullable String>();
        settings.put("danmaku.data-dir", data);
        settings.put("danmaku.worker.slots", slots);
        return settings;
    }
}
