package dev.danmaku.worker;

import dev.danmaku.config.SlotBounds;
import dev.danmaku.registry.SinkHealth;
import dev.danmaku.worker.autoscale.Decision;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
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

    /**
     * What a worker does now.
     *
     * @param draining it gives its rooms away and takes none
     * @param standingBy it does so to stay, until it is told to go on
     * @param moving rooms that a person told it to give to others
     * @param scaling null where the number of slots is fixed
     */
    record Doing(
            int slots,
            int rooms,
            boolean draining,
            boolean standingBy,
            int moving,
            @Nullable Scaling scaling) {}

    /**
     * How the number of slots came.
     *
     * @param last null where it was never changed
     * @param ago how long that is ago
     */
    record Scaling(SlotBounds bounds, @Nullable Decision last, Duration ago) {}

    /** For people and the console, as JSON. */
    String about(Doing doing, ProcessHealth health) {
        var about = JSON.createObjectNode()
                .put("v", 1)
                .put("host", host)
                .put("pid", pid)
                .put("version", version)
                .put("startedAt", startedAt)
                .put("slots", doing.slots)
                .put("rooms", doing.rooms);
        if (doing.draining || doing.standingBy) {
            about.put("draining", true);
        }
        if (doing.standingBy) {
            about.put("standingBy", true);
        }
        if (doing.moving > 0) {
            about.put("moving", doing.moving);
        }
        if (doing.scaling != null) {
            put(about.putObject("autoscale"), doing.scaling);
        }
        put(about, "loopLagMs", health.loopLagMillis());
        put(about, "heapUsedMib", health.heapUsedMib());
        put(about, "heapMaxMib", health.heapMaxMib());
        put(about, "eventsPerSecond", health.eventsPerSecond());
        if (!health.eventsPerSecondOf().isEmpty()) {
            var rates = about.putObject("eventsPerSecondOf");
            health.eventsPerSecondOf()
                    .forEach((platform, rate) -> rates.put(platform.label(), rate));
        }
        if (!health.sinks().isEmpty()) {
            var sinks = about.putArray("sinks");
            health.sinks().forEach(sink -> write(sink, sinks.addObject()));
        }
        return JSON.writeValueAsString(about);
    }

    private static void write(SinkHealth sink, ObjectNode json) {
        json.put("name", sink.name());
        if (sink.away()) {
            json.put("away", true);
        }
        json.put("waiting", sink.waiting()).put("heldBytes", sink.heldBytes());
        put(json, "lagMs", sink.lagMillis());
    }

    private static void put(ObjectNode autoscale, Scaling scaling) {
        autoscale.put("min", scaling.bounds.min()).put("max", scaling.bounds.max());
        var last = scaling.last;
        if (last != null) {
            autoscale
                    .put("agoMs", scaling.ago.toMillis())
                    .put("from", last.from())
                    .put("to", last.to())
                    .put("reason", last.reason());
        }
    }

    private static void put(ObjectNode about, String field, @Nullable Long value) {
        if (value != null) {
            about.put(field, value);
        }
    }
}
