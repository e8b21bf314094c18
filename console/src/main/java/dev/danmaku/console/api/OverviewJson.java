package dev.danmaku.console.api;

import dev.danmaku.console.picture.History;
import dev.danmaku.console.picture.Picture;
import dev.danmaku.console.picture.PlatformPicture;
import dev.danmaku.console.picture.QueuePoll.Queues;
import dev.danmaku.console.picture.RateBook;
import dev.danmaku.queue.QueueLook;
import dev.danmaku.queue.QueueReader;
import dev.danmaku.registry.WorkerView;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The cluster at a glance. */
public final class OverviewJson {
    private OverviewJson() {}

    /** @param history empty to leave it out */
    public static String line(Picture picture, Queues queues, RateBook rates) {
        return Json.MAPPER.writeValueAsString(of(picture, queues, rates, List.of()));
    }

    static ObjectNode of(
            Picture picture, Queues queues, RateBook rates, List<History.Point> history) {
        var json = Json.object().put("at", picture.at().toEpochMilli());
        registry(json.putObject("registry"), picture);
        totals(json.putObject("totals"), picture, queues, rates);
        platforms(json.putArray("platforms"), picture);
        var looks = json.putArray("queues");
        queues.looks()
                .forEach(look -> Json.put(
                        looks.addObject()
                                .put("name", look.queue())
                                .put("exists", look.exists())
                                .put("consumers", look.consumers()),
                        "waiting",
                        look.waiting()));
        var shortfall = json.putArray("shortfall");
        Shortfall.of(picture).forEach(each -> {
            var one = shortfall.addObject().put("cause", each.cause());
            if (each.platform() != null) {
                one.put("platform", each.platform().label());
            }
            one.put("rooms", each.rooms());
            var values = one.putObject("values");
            each.values().forEach(values::put);
            one.put("sentence", each.sentence());
        });
        var problems = json.putArray("problems");
        problems(picture, queues).forEach(problems::add);
        if (!history.isEmpty()) {
            var points = json.putArray("history");
            history.forEach(point -> points.addObject()
                    .put("at", point.at().toEpochMilli())
                    .put("watched", point.watched())
                    .put("eventsPerSecond", point.eventsPerSecond()));
        }
        return json;
    }

    private static void registry(ObjectNode json, Picture picture) {
        var state = picture.state();
        if (state != null) {
            json.put("rebuilding", state.rebuilding()).put("deserted", state.deserted());
            state.dispatchers().ifPresent(count -> json.put("dispatchers", count));
        }
    }

    private static void totals(ObjectNode json, Picture picture, Queues queues, RateBook rates) {
        var platforms = picture.platforms();
        var wanted = sum(platforms, PlatformPicture::wanted);
        var watched = sum(platforms, PlatformPicture::watched);
        var parked = sum(platforms, platform -> platform.in("parked"));
        var paused = sum(platforms, PlatformPicture::resting);
        json.put("wanted", wanted)
                .put("watched", watched)
                .put("waiting", sum(platforms, PlatformPicture::waiting))
                .put("parked", parked)
                .put("paused", paused)
                .put("eventsPerSecond", eventsPerSecond(picture));
        var total = rates.total();
        json.put("chatsPerSecond", total.chatsPerSecond()).put("viewers", total.viewers());
        var living = picture.living();
        json.putObject("workers")
                .put("alive", living)
                .put("dead", picture.workers().size() - living)
                .put("slots", picture.slots())
                .put(
                        "rooms",
                        picture.workers().stream()
                                .filter(WorkerView::alive)
                                .mapToLong(WorkerView::rooms)
                                .sum())
                .put(
                        "draining",
                        picture.workers().stream()
                                .filter(worker -> worker.alive() && worker.draining())
                                .count());
        backlog(json.putObject("backlog"), picture, queues);
    }

    private static void backlog(ObjectNode json, Picture picture, Queues queues) {
        var names = Arrays.stream(Platform.values()).map(Platform::jobQueue).toList();
        var jobs = queues.looks().stream()
                .filter(look -> names.contains(look.queue()))
                .map(QueueLook::waiting)
                .toList();
        // a broker that tells of one queue what waits on it may not of another, which then hides
        // how many there are
        if (!jobs.isEmpty() && !jobs.contains(null)) {
            json.put("jobs", jobs.stream().mapToLong(Objects::requireNonNull).sum());
        }
        picture.platforms().stream()
                .map(PlatformPicture::oldestWaiting)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .ifPresent(oldest -> age(json, picture, oldest));
    }

    private static void age(ObjectNode json, Picture picture, Instant oldest) {
        var state = picture.state();
        if (state != null) {
            json.put(
                    "oldestMs",
                    Math.max(0, Duration.between(oldest, state.now()).toMillis()));
        }
    }

    /** What workers hand on together. */
    public static double eventsPerSecond(Picture picture) {
        return picture.workers().stream()
                .filter(WorkerView::alive)
                .map(worker -> worker.health().eventsPerSecond())
                .mapToLong(rate -> rate == null ? 0 : rate)
                .sum();
    }

    /** What workers hand on of a platform; null where one of them does not tell. */
    private static @Nullable Long eventsPerSecond(Picture picture, Platform platform) {
        var living = picture.workers().stream().filter(WorkerView::alive).toList();
        return living.stream()
                        .anyMatch(worker -> worker.health().eventsPerSecondOf().isEmpty())
                ? null
                : living.stream()
                        .mapToLong(worker ->
                                worker.health().eventsPerSecondOf().getOrDefault(platform, 0L))
                        .sum();
    }

    /** Rooms whose socket is open. */
    public static long watched(Picture picture) {
        return sum(picture.platforms(), PlatformPicture::watched);
    }

    private static long sum(
            List<PlatformPicture> platforms,
            java.util.function.ToLongFunction<PlatformPicture> number) {
        return platforms.stream().mapToLong(number).sum();
    }

    private static void platforms(ArrayNode array, Picture picture) {
        for (var platform : picture.platforms()) {
            var json = array.addObject()
                    .put("platform", platform.platform().label())
                    .put("wanted", platform.wanted())
                    .put("watched", platform.watched())
                    .put("waiting", platform.waiting())
                    .put("records", platform.records());
            if (platform.oldestWaiting() != null) {
                age(json, picture, platform.oldestWaiting());
            }
            Json.put(json, "eventsPerSecond", eventsPerSecond(picture, platform.platform()));
            var states = json.putObject("states");
            platform.states().forEach(states::put);
            json.put("orphans", platform.orphans())
                    .put("rejected", platform.rejected())
                    .put("paused", platform.pause() != null);
            Json.put(json, "nextRetry", platform.nextRetry());
        }
    }

    private static List<String> problems(Picture picture, Queues queues) {
        var problems = new java.util.ArrayList<String>();
        add(problems, picture.problem());
        if (queues.away() != null) {
            problems.add("RabbitMQ does not answer: " + queues.away());
        }
        var state = picture.state();
        if (state != null
                && state.dispatchers().isPresent()
                && state.dispatchers().getAsInt() == 0) {
            problems.add("No dispatcher runs: nothing new is watched");
        }
        if (state != null && picture.living() == 0) {
            problems.add("No worker runs: nothing is watched");
        }
        var dead = queues.look(QueueReader.names().getLast());
        if (dead != null && dead.waiting() != null && dead.waiting() > 0) {
            problems.add("%d dead letters lie in %s".formatted(dead.waiting(), dead.queue()));
        }
        return problems;
    }

    private static void add(List<String> problems, @Nullable String problem) {
        if (problem != null) {
            problems.add(problem);
        }
    }
}
