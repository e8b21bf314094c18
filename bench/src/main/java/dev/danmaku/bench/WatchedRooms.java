package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.platforms.Found;
import dev.danmaku.registry.Beat;
import dev.danmaku.registry.Hold;
import dev.danmaku.registry.HoldAnswer;
import dev.danmaku.registry.Keys;
import dev.danmaku.registry.News;
import dev.danmaku.registry.Question;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisWorkerRegistry;
import dev.danmaku.registry.TakeAnswer;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import redis.clients.jedis.AbstractTransaction;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * More rooms in a Redis than could be watched here. One goes the usual way, claimed by a dispatcher and taken; what it leaves in Redis
 * is what all others get, under jobs and workers of their own.
 */
final class WatchedRooms {
    private static final Platform PLATFORM = Platform.KUAISHOU;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofDays(1);
    private static final int WORKERS = 200;
    private static final int IN_A_TRANSACTION = 100;
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

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Cluster cluster;
    private final Example example;

    private WatchedRooms(Cluster cluster, Example example) {
        this.cluster = cluster;
        this.example = example;
    }

    /** What a watched room leaves in Redis. */
    private record Example(String job, String session, String record, List<String> history) {}

    /** Needs a dispatcher. Nobody else may watch. */
    static WatchedRooms likeOne(Cluster cluster) throws InterruptedException {
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
            var answer = registry.take(session, List.of(new Question(job, false, null)))
                    .getFirst();
            var hold = new Hold(room, job.id(), session);
            if (!(answer instanceof TakeAnswer.Take)
                    || registry.tell(new News.Found(hold, FOUND)) != HoldAnswer.OK
                    || registry.tell(new News.Joined(hold)) != HoldAnswer.OK) {
                throw new IllegalStateException("the example was not watched: " + answer);
            }
        }
        return new WatchedRooms(
                cluster,
                new Example(
                        Long.toString(job.id()),
                        session,
                        redis.hget(Keys.running(PLATFORM), EXAMPLE),
                        redis.lrange(Keys.history(PLATFORM, EXAMPLE), 0, -1)));
    }

    /** As long as those of workers: a host's name and twelve random digits. */
    private static String session(int worker) {
        return "worker-%03d-%012x".formatted(worker, worker * 0x9E3779B97F4AL & 0xFFFFFFFFFFFFL);
    }

    /** Lives entries and records come together, so that no pass finds anything to do. */
    void fill(int rooms) {
        Cluster.tell("filling in " + rooms + " rooms");
        var ids = IntStream.range(1, rooms).mapToObj("3xroom%07d"::formatted).toList();
        for (var from = 0; from < ids.size(); from += IN_A_TRANSACTION) {
            try (var transaction = cluster.redis().multi()) {
                for (var i = from; i < Math.min(ids.size(), from + IN_A_TRANSACTION); i++) {
                    put(transaction, ids.get(i), i);
                }
                transaction.exec();
            }
        }
    }

    private void put(AbstractTransaction redis, String id, int number) {
        var job = Long.toString(Long.parseLong(example.job) + 1 + number);
        var session = session(number % WORKERS);
        redis.sadd(PLATFORM.livesKey(), id);
        redis.hset(Keys.running(PLATFORM), id, of(example.record, job, session));
        redis.hset(PLATFORM.keyPrefix() + "_found", id, FOUND);
        redis.rpush(
                Keys.history(PLATFORM, id),
                example.history.stream()
                        .map(entry -> of(entry, job, session))
                        .toArray(String[]::new));
    }

    private String of(String json, String job, String session) {
        return json.replace("\"" + example.job + "\"", "\"" + job + "\"")
                .replace("\"" + example.session + "\"", "\"" + session + "\"");
    }
}
