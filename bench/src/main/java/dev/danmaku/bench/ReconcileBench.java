package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.figure.ProcessFigures;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.platforms.Found;
import dev.danmaku.registry.Beat;
import dev.danmaku.registry.Hold;
import dev.danmaku.registry.HoldAnswer;
import dev.danmaku.registry.Keys;
import dev.danmaku.registry.Question;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisWorkerRegistry;
import dev.danmaku.registry.TakeAnswer;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.params.ScanParams;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A dispatcher beside so many rooms that all are watched: how long its passes over the lives set and over the running registry take, when
 * there is nothing to do. One room goes the usual way; what it leaves in Redis is what all others get, under jobs and workers of their
 * own. Beside it, both keys read bare, with cursors of the same step.
 */
final class ReconcileBench {
    private static final Platform PLATFORM = Platform.KUAISHOU;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofDays(1);
    private static final int WORKERS = 200;
    private static final int IN_A_TRANSACTION = 100;
    private static final int SCAN = 500;
    private static final String EXAMPLE = "3xexample";
    /** As long as a look-up's findings are. */
    private static final String FOUND = new Found(
                    "stream".repeat(3),
                    List.of(URI.create("wss://live-ws-group1.example/websocket")),
                    "token".repeat(40),
                    "a streamer's name",
                    "a title of usual length",
                    "an area",
                    "https://live.example/cover/" + "cover".repeat(10) + ".jpg",
                    null)
            .toJson();

    private static final Pattern PASS =
            Pattern.compile("\\[(dispatch|repair)-ks] .* a pass took (\\d{1,9}) ms");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Cluster cluster;
    private final RoleProcess dispatcher;
    private final int rooms;
    private final int passes;

    private ReconcileBench(Cluster cluster, RoleProcess dispatcher, int rooms, int passes) {
        this.cluster = cluster;
        this.dispatcher = dispatcher;
        this.rooms = rooms;
        this.passes = passes;
    }

    static Figure run(Options options) throws Exception {
        var rooms = options.count("rooms", 1_000_000);
        var passes = options.count("passes", 5);
        options.requireNoOthers();
        if (!ProcessFigures.available()) {
            throw new IllegalStateException("memory is read from /proc: this needs Linux");
        }
        try (var cluster = Cluster.start(SlowCommands.CONFIG)) {
            var dispatcher = cluster.dispatcher("--danmaku.log-level=debug");
            return new ReconcileBench(cluster, dispatcher, rooms, passes).measure();
        }
    }

    private Figure measure() throws IOException, InterruptedException {
        var example = example();
        var heapBefore = dispatcher.heapAfterGc();
        var rssBefore = dispatcher.figures().rssBytes();
        fill(example);
        var bare = bareScans();
        cluster.redis().slowlogReset();
        var from = dispatcher.log().size();
        var rss = awaitPasses(from);
        var slow = SlowCommands.read(
                cluster.redis(), Set.of("SADD", "SSCAN", "HSCAN", "EXEC", "SLOWLOG", "INFO"));
        requireUntouched();
        var heap = dispatcher.heapAfterGc();
        var claim = median(millis(from, "dispatch"));
        var patrol = median(millis(from, "repair"));
        var notes = new ArrayList<>(slow.notes());
        notes.addFirst("passes over the lives set, ms: " + millis(from, "dispatch"));
        notes.add(1, "passes over the running registry, ms: " + millis(from, "repair"));
        return new Figure(
                String.format(
                        Locale.ROOT,
                        "reconcile passes over %,d rooms, all watched (median of %d)",
                        rooms,
                        passes),
                String.format(
                        Locale.ROOT,
                        "lives set %.2f s, running registry %.2f s, each while the other may run, too; longest Redis command %s; "
                                + "dispatcher's heap after GC %.1f MiB (without rooms %.1f), RSS at most %.0f MiB (without rooms %.0f); "
                                + "Redis %.0f MiB",
                        claim / 1e3,
                        patrol / 1e3,
                        slow.longest(),
                        mebi(heap),
                        mebi(heapBefore),
                        mebi(rss),
                        mebi(rssBefore),
                        mebi(redisMemory())),
                String.format(
                        Locale.ROOT,
                        "bare SSCAN and HSCAN of both keys over one connection: %.2f s; ratio of both passes together %.1f",
                        bare,
                        (claim + patrol) / 1e3 / bare),
                notes);
    }

    /** What a watched room leaves in Redis. */
    private record Example(String job, String session, String record, List<String> history) {}

    private Example example() throws InterruptedException {
        Cluster.tell("one room goes the usual way");
        var redis = cluster.redis();
        cluster.sadd(List.of(EXAMPLE));
        cluster.await("queued", LIMIT, LOOK, () -> {
            var record = redis.hget(Keys.running(PLATFORM), EXAMPLE);
            return record != null && record.contains("\"queued\"");
        });
        var queued = JSON.readTree(redis.hget(Keys.running(PLATFORM), EXAMPLE));
        var room = new RoomId(PLATFORM, EXAMPLE);
        var job = new Job(
                Long.parseLong(queued.path("job").asString()),
                Long.parseLong(queued.path("gen").asString()),
                JobKind.WATCH,
                room);
        var session = session(0);
        try (var client = RedisConnections.open(cluster.redisSettings(), "bench")) {
            var registry = new RedisWorkerRegistry(client);
            for (var i = 0; i < WORKERS; i++) {
                registry.beat(new Beat(session(i), LONG, "{}", 0, null));
            }
            var answer =
                    registry.take(session, List.of(new Question(job, null))).getFirst();
            var hold = new Hold(room, job.id(), session);
            if (!(answer instanceof TakeAnswer.Take)
                    || registry.found(hold, FOUND) != HoldAnswer.OK
                    || registry.joined(hold) != HoldAnswer.OK) {
                throw new IllegalStateException("the example was not watched: " + answer);
            }
        }
        return new Example(
                Long.toString(job.id()),
                session,
                redis.hget(Keys.running(PLATFORM), EXAMPLE),
                redis.lrange(Keys.history(PLATFORM, EXAMPLE), 0, -1));
    }

    /** As long as those of workers: a host's name and twelve random digits. */
    private static String session(int worker) {
        return "worker-%03d-%012x".formatted(worker, worker * 0x9E3779B97F4AL & 0xFFFFFFFFFFFFL);
    }

    /** Lives entries and records come together, so that no pass finds anything to do. */
    private void fill(Example example) {
        Cluster.tell("filling in " + rooms + " rooms");
        var ids = IntStream.range(1, rooms).mapToObj("3xroom%07d"::formatted).toList();
        for (var from = 0; from < ids.size(); from += IN_A_TRANSACTION) {
            try (var transaction = cluster.redis().multi()) {
                for (var i = from; i < Math.min(ids.size(), from + IN_A_TRANSACTION); i++) {
                    put(transaction, ids.get(i), i, example);
                }
                transaction.exec();
            }
        }
    }

    private static void put(AbstractTransaction redis, String id, int number, Example example) {
        var job = Long.toString(Long.parseLong(example.job) + 1 + number);
        var session = session(number % WORKERS);
        redis.sadd(PLATFORM.livesKey(), id);
        redis.hset(Keys.running(PLATFORM), id, of(example.record, example, job, session));
        redis.hset(PLATFORM.keyPrefix() + "_found", id, FOUND);
        redis.rpush(
                Keys.history(PLATFORM, id),
                example.history.stream()
                        .map(entry -> of(entry, example, job, session))
                        .toArray(String[]::new));
    }

    private static String of(String json, Example example, String job, String session) {
        return json.replace("\"" + example.job + "\"", "\"" + job + "\"")
                .replace("\"" + example.session + "\"", "\"" + session + "\"");
    }

    /** @return seconds */
    private double bareScans() {
        Cluster.tell("reading both keys bare");
        var begun = System.nanoTime();
        var params = new ScanParams().count(SCAN);
        var cursor = ScanParams.SCAN_POINTER_START;
        do {
            cursor = cluster.redis().sscan(PLATFORM.livesKey(), cursor, params).getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        do {
            cursor = cluster.redis()
                    .hscan(Keys.running(PLATFORM), cursor, params)
                    .getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return (System.nanoTime() - begun) / 1e9;
    }

    /** @return the dispatcher's largest RSS meanwhile, bytes */
    private long awaitPasses(int from) throws InterruptedException {
        Cluster.tell("waiting for " + passes + " passes of each kind");
        var most = new long[1];
        cluster.await("enough passes", LIMIT.multipliedBy(3), LOOK, () -> {
            try {
                most[0] = Math.max(most[0], dispatcher.figures().rssBytes());
            } catch (IOException e) {
                throw new IllegalStateException("/proc tells nothing of the dispatcher", e);
            }
            return millis(from, "dispatch").size() == passes
                    && millis(from, "repair").size() == passes;
        });
        return most[0];
    }

    /** Of the passes that ended since, without the first one, which may have begun before. */
    private List<Long> millis(int fromLine, String loop) {
        return dispatcher.log().stream()
                .skip(fromLine)
                .map(PASS::matcher)
                .filter(line -> line.find() && line.group(1).equals(loop))
                .map(line -> Long.parseLong(line.group(2)))
                .skip(1)
                .limit(passes)
                .toList();
    }

    private void requireUntouched() {
        var records = cluster.redis().hlen(Keys.running(PLATFORM));
        var job = cluster.redis().get("danmaku_job");
        if (records != rooms) {
            throw new IllegalStateException(
                    "the dispatcher did something: " + records + " records, last job " + job);
        }
    }

    private long redisMemory() {
        Map<String, String> info = new HashMap<>();
        cluster.redis().info("memory").lines().forEach(line -> {
            var colon = line.indexOf(':');
            if (colon > 0) {
                info.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return Long.parseLong(info.getOrDefault("used_memory", "0"));
    }

    private static double median(List<Long> millis) {
        return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
    }

    private static double mebi(long bytes) {
        return bytes / 1048576.0;
    }
}
