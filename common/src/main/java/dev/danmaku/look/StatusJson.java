package dev.danmaku.look;

import dev.danmaku.look.ClusterStatus.QueuePart;
import dev.danmaku.look.ClusterStatus.RegistryPart;
import dev.danmaku.queue.QueueLook;
import dev.danmaku.registry.PlatformCounts;
import dev.danmaku.registry.RegistryState;
import dev.danmaku.registry.WorkerHealth;
import dev.danmaku.registry.WorkerView;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.TreeMap;

/**
 * The status of a cluster for scripts: one object, its fields as in {@code docs/operations.md}. Times are Unix milliseconds; what is
 * not known is absent. A field may be added, none renamed.
 */
public final class StatusJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int VERSION = 1;

    private StatusJson() {}

    /** On one line. */
    public static String of(ClusterStatus status) {
        var json = JSON.createObjectNode().put("v", VERSION);
        var problems = json.putArray("problems");
        status.problems().forEach(problems::add);
        if (status.registry() != null) {
            registry(json, status.registry());
        }
        if (status.queues() != null) {
            queues(json, status.queues());
        }
        return JSON.writeValueAsString(json);
    }

    private static void registry(ObjectNode json, RegistryPart part) {
        json.set("registry", state(part.state()));
        var platforms = json.putArray("platforms");
        part.platforms().forEach(counts -> platforms.add(counts(counts)));
        var workers = json.putArray("workers");
        part.workers().forEach(worker -> workers.add(worker(worker)));
    }

    static ObjectNode state(RegistryState state) {
        var json = JSON.createObjectNode();
        time(json, "at", state.now());
        json.put("rebuilding", state.rebuilding());
        if (state.generation() != null) {
            json.put("generation", state.generation().toString());
        }
        time(json, "lastSeen", state.lastSeen());
        state.dispatchers().ifPresent(count -> json.put("dispatchers", count));
        return json;
    }

    private static ObjectNode counts(PlatformCounts counts) {
        var json = JSON.createObjectNode()
                .put("platform", counts.platform().label())
                .put("lives", counts.lives())
                .put("records", counts.records());
        var states = json.putObject("states");
        new TreeMap<>(counts.states()).forEach(states::put);
        json.put("orphans", counts.orphans())
                .put("unreadable", counts.unreadable())
                .put("rejected", counts.rejected());
        time(json, "nextRetry", counts.nextRetry());
        var pause = counts.pause();
        if (pause != null) {
            time(json.putObject("paused").put("by", pause.by()), "at", pause.at());
        }
        return json;
    }

    static ObjectNode worker(WorkerView worker) {
        var json = JSON.createObjectNode()
                .put("session", worker.session())
                .put("alive", worker.alive());
        time(json, "lastBeat", worker.lastBeat());
        if (!worker.host().isEmpty()) {
            json.put("host", worker.host())
                    .put("pid", worker.pid())
                    .put("version", worker.version());
            time(json, "startedAt", worker.startedAt());
            json.put("slots", worker.slots())
                    .put("rooms", worker.rooms())
                    .put("draining", worker.draining())
                    .put("holding", worker.health().standingBy());
            health(json, worker.health());
        }
        return json;
    }

    private static void health(ObjectNode json, WorkerHealth health) {
        number(json, "loopLagMs", health.loopLagMillis());
        number(json, "heapUsedMib", health.heapUsedMib());
        number(json, "heapMaxMib", health.heapMaxMib());
        number(json, "eventsPerSecond", health.eventsPerSecond());
    }

    private static void number(ObjectNode json, String field, @Nullable Long value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    private static void queues(ObjectNode json, QueuePart part) {
        json.putObject("broker")
                .put("product", part.broker().product())
                .put("version", part.broker().version());
        var queues = json.putArray("queues");
        part.looks().forEach(look -> queues.add(queue(look)));
    }

    static ObjectNode queue(QueueLook look) {
        var json = JSON.createObjectNode().put("name", look.queue()).put("exists", look.exists());
        if (!look.exists()) {
            return json;
        }
        number(json, "waiting", look.waiting());
        return json.put("consumers", look.consumers());
    }

    static void time(ObjectNode json, String field, @Nullable Instant time) {
        if (time != null) {
            json.put(field, time.toEpochMilli());
        }
    }
}
