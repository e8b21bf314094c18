package dev.danmaku.console.api;

import dev.danmaku.console.picture.RegistryPoll;
import dev.danmaku.console.picture.RoomRow;
import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Problem;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;
import dev.danmaku.queue.DeadLetter;
import dev.danmaku.queue.DeadLetterBox;
import dev.danmaku.queue.QueueUnavailable;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Rooms that rest after failures, and messages that nobody could read. */
public final class FailuresApi {
    private static final int MAX_LETTERS = 500;
    private static final int EXAMPLES = 5;
    private static final int MAX_GROUPS = 200;

    private final RegistryPoll registry;
    private final DeadLetterBox letters;
    private final Acting acting;
    /** The box serves one at a time. */
    private final ReentrantLock box = new ReentrantLock();

    public FailuresApi(RegistryPoll registry, DeadLetterBox letters, Acting acting) {
        this.registry = registry;
        this.letters = letters;
        this.acting = acting;
    }

    public void addTo(Routes routes) {
        // the broker may take its time, as the store does
        routes.add(Route.get("/api/v1/failures", Route.Work.STORE, this::list));
        routes.add(new Route(
                "POST",
                "/api/v1/failures/actions",
                dev.danmaku.console.web.Role.OPERATE,
                Route.Work.STORE,
                this::act));
    }

    private record Cause(Platform platform, String reason) implements Comparable<Cause> {
        @Override
        public int compareTo(Cause other) {
            var byPlatform = platform.compareTo(other.platform);
            return byPlatform != 0 ? byPlatform : reason.compareTo(other.reason);
        }
    }

    private Answer list(Call call) {
        var json = Json.object();
        var parked = json.putArray("parked");
        var groups = new TreeMap<Cause, java.util.ArrayList<RoomRow>>();
        for (var row : registry.picture().rooms()) {
            var record = row.record();
            if (record != null && record.state().equals("parked")) {
                groups.computeIfAbsent(
                                new Cause(
                                        row.platform(),
                                        Objects.requireNonNullElse(record.reason(), "unknown")),
                                _ -> new java.util.ArrayList<>())
                        .add(row);
            }
        }
        groups.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .limit(MAX_GROUPS)
                .forEach(entry -> parked(entry.getKey(), entry.getValue(), parked.addObject()));
        dead(json.putObject("dead"));
        return Answer.json(json);
    }

    private static void parked(Cause cause, List<RoomRow> rows, ObjectNode json) {
        json.put("platform", cause.platform().label())
                .put("reason", cause.reason())
                .put("rooms", rows.size());
        rows.stream()
                .map(FailuresApi::until)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .ifPresent(next -> json.put("nextRetry", next.toEpochMilli()));
        var examples = json.putArray("examples");
        rows.stream().limit(EXAMPLES).forEach(row -> {
            var one = examples.addObject()
                    .put("platform", row.platform().label())
                    .put("room", row.id());
            Json.put(one, "until", until(row));
        });
    }

    private static @Nullable Instant until(RoomRow row) {
        return row.record() == null ? null : row.record().until();
    }

    private void dead(ObjectNode json) {
        DeadLetterBox.Look look;
        box.lock();
        try {
            look = letters.look(MAX_LETTERS);
        } catch (QueueUnavailable e) {
            json.put("known", false).put("total", 0).putArray("groups");
            return;
        } finally {
            box.unlock();
        }
        json.put("known", true).put("total", look.total());
        var groups = json.putArray("groups");
        look.byReason().forEach((reason, own) -> {
            if (groups.size() < MAX_GROUPS) {
                group(reason, own, groups.addObject());
            }
        });
    }

    private static void group(String reason, List<DeadLetter> own, ObjectNode json) {
        json.put("reason", reason).put("count", own.size());
        var times = own.stream()
                .map(FailuresApi::seen)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        if (!times.isEmpty()) {
            json.put("first", times.getFirst().toEpochMilli())
                    .put("last", times.getLast().toEpochMilli());
        }
        var samples = json.putArray("samples");
        own.stream().limit(EXAMPLES).forEach(letter -> {
            var one = samples.addObject().put("id", letter.id());
            Json.put(one, "at", seen(letter));
            Json.put(one, "queue", letter.queue());
            one.put("payload", letter.payload())
                    .put("length", letter.length())
                    .put("whole", letter.whole());
        });
    }

    private static @Nullable Instant seen(DeadLetter letter) {
        try {
            return letter.seen().isEmpty() ? null : Instant.parse(letter.seen());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private Answer act(Call call) {
        var json = call.json();
        var action = String.valueOf(Call.text(json, "action"));
        var named = Call.text(json, "platform");
        var reason = Call.text(json, "reason");
        var id = Call.text(json, "id");
        var answer = Json.object();
        switch (action) {
            case "retry-parked" ->
                answer.put(
                        "done",
                        retryParked(
                                call,
                                named == null
                                        ? List.of(Platform.values())
                                        : List.of(Call.platform(named)),
                                reason == null ? "" : reason));
            case "retry-dead" -> empty(answer, () -> letters.retry(which(id, reason)));
            case "drop-dead" -> empty(answer, () -> letters.drop(which(id, reason)));
            default -> throw Problem.bad("'action' is one of retry-parked, retry-dead, drop-dead");
        }
        var what = new LinkedHashMap<String, String>();
        put(what, "platform", named);
        put(what, "reason", reason);
        put(what, "id", id);
        acting.wrote(call, action, what, "done " + answer.path("done").asInt());
        return Answer.json(answer);
    }

    private static void put(Map<String, String> what, String name, @Nullable String value) {
        if (value != null) {
            what.put(name, value);
        }
    }

    private int retryParked(Call call, List<Platform> platforms, String reason) {
        var operator = acting.of(call);
        try {
            return platforms.stream()
                    .mapToInt(platform -> Acting.told(operator.retryAll(platform, reason))
                            .path("done")
                            .asInt())
                    .sum();
        } catch (RegistryUnavailable e) {
            throw Problem.away("no-redis", "Redis does not answer: " + e.getMessage());
        } finally {
            registry.lookSoon();
        }
    }

    private static Predicate<DeadLetter> which(@Nullable String id, @Nullable String reason) {
        return letter -> (id == null || id.equals(letter.id()))
                && (reason == null || reason.equals(letter.reason()));
    }

    private interface Emptying {
        DeadLetterBox.Emptied empty();
    }

    private void empty(ObjectNode answer, Emptying emptying) {
        box.lock();
        try {
            var emptied = emptying.empty();
            answer.put("done", emptied.done());
            var failures = answer.putArray("failures");
            emptied.failures().stream().limit(EXAMPLES).forEach(failures::add);
        } catch (QueueUnavailable e) {
            throw Problem.away("no-broker", "RabbitMQ does not answer: " + e.getMessage());
        } finally {
            box.unlock();
        }
    }
}
