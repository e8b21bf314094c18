package dev.danmaku.standalone;

import dev.danmaku.simulator.Simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings that point a cluster at a simulator, which needs no politeness. */
final class SimulatedSettings {
    private SimulatedSettings() {}

    /** By key. */
    static Map<String, String> of(Simulator simulator) {
        var settings = new LinkedHashMap<>(simulator.settings());
        settings.put("danmaku.platforms.kuaishou.connects-per-second", "0");
        settings.put("danmaku.platforms.kuaishou.lookups-per-second", "0");
        return settings;
    }
}
