package dev.danmaku.simulator.kuaishou;

import dev.danmaku.simulator.room.SimulatedPlatform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a client needs for its socket: a fresh token and where to go. */
record Credentials(SimulatedPlatform platform, KuaishouOptions options) {
    /** A port that nobody listens on. */
    private static final String DEAD_URL = "ws://127.0.0.1:1/websocket";

    static final String PATH = "/websocket";

    List<String> urls(String host) {
        var alive = "ws://" + host + PATH;
        return options.deadUrlFirst() ? List.of(DEAD_URL, alive) : List.of(alive);
    }

    Map<String, Object> fresh(String host, String usualUrlsKey) {
        var credentials = new LinkedHashMap<String, Object>();
        credentials.put("token", platform.tokens().mint());
        credentials.put(options.urlsKey().or(usualUrlsKey), urls(host));
        return credentials;
    }
}
