package dev.danmaku.worker;

import tools.jackson.databind.json.JsonMapper;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;

/**
 * Who this worker is.
 *
 * @param session random for every process start, so that a restarted worker is never taken for the one before
 * @param startedAt Unix milliseconds
 */
public record WorkerIdentity(
        String session, String host, long pid, String version, long startedAt) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int RANDOM_BYTES = 6;

    /** Of this process. */
    public static WorkerIdentity ofThisProcess(String host, String version, Clock clock) {
        var random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        var label = host.replaceAll("[^A-Za-z0-9-]", "-");
        return new WorkerIdentity(
                label + "-" + HexFormat.of().formatHex(random),
                host,
                ProcessHandle.current().pid(),
                version,
                clock.millis());
    }

    /** For people and the console, as JSON. */
    String about(int slots, int held, boolean draining) {
        var about = JSON.createObjectNode()
                .put("v", 1)
                .put("host", host)
                .put("pid", pid)
                .put("version", version)
                .put("startedAt", startedAt)
                .put("slots", slots)
                .put("rooms", held);
        if (draining) {
            about.put("draining", true);
        }
        return JSON.writeValueAsString(about);
    }
}
