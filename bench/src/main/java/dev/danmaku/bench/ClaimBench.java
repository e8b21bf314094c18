package dev.danmaku.bench;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.MessageProperties;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.registry.Keys;
import dev.danmaku.room.Platform;

import redis.clients.jedis.params.ScanParams;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * So many new rooms in the lives set until each is published, confirmed and recorded as queued; nobody takes jobs. The time counts from
 * before the first {@code SADD}. Beside it the same number of messages of the same size, published bare with confirms.
 */
final class ClaimBench {
    private static final Platform PLATFORM = Platform.KUAISHOU;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int SADD_IDS = 1_000;
    /** Published by the bare client before it waits for their confirms. */
    private static final int BARE_WINDOW = 1_000;

    private static final int SCAN = 1_000;
    private static final String BARE_QUEUE = "bare";

    private final Cluster cluster;
    private final RoleProcess dispatcher;

    private ClaimBench(Cluster cluster, RoleProcess dispatcher) {
        this.cluster = cluster;
        this.dispatcher = dispatcher;
    }

    static Figure run(Options options) throws Exception {
        var rooms = options.count("rooms", 100_000);
        var warmUp = options.count("warmup", 20_000);
        options.requireNoOthers();
        try (var cluster = Cluster.start(SlowCommands.CONFIG)) {
            return new ClaimBench(cluster, cluster.dispatcher()).measure(rooms, warmUp);
        }
    }

    private Figure measure(int rooms, int warmUp)
            throws IOException, TimeoutException, InterruptedException {
        Cluster.tell("warming up with " + warmUp + " rooms");
        claim("warm", warmUp, warmUp);
        publishBare(warmUp);
        Cluster.tell("claiming " + rooms + " rooms");
        cluster.redis().slowlogReset();
        var before = publishBare(rooms);
        var redisCpu = cluster.redisCpuSeconds();
        var dispatcherCpu = dispatcher.figures().cpu();
        var seconds = claim("room", rooms, warmUp + rooms);
        var cpu = String.format(
                Locale.ROOT,
                "CPU: Redis %.1f s, dispatcher %.1f s",
                cluster.redisCpuSeconds() - redisCpu,
                dispatcher.figures().cpu().minus(dispatcherCpu).toMillis() / 1e3);
        var slow = SlowCommands.read(
                cluster.redis(), Set.of("SADD", "HSCAN", "HMGET", "HLEN", "SLOWLOG"));
        var after = publishBare(rooms);
        var bare = (before + after) / 2;
        return new Figure(
                String.format(Locale.ROOT, "%,d rooms claimed, published and confirmed", rooms),
                String.format(
                        Locale.ROOT,
                        "%.2f s, %,.0f rooms/s; longest Redis command %s",
                        seconds,
                        rooms / seconds,
                        slow.longest()),
                String.format(
                        Locale.ROOT,
                        "bare publishing of as many confirmed messages: %.2f s; ratio %.1f",
                        bare,
                        seconds / bare),
                notes(slow, before, after, cpu));
    }

    /** @return seconds */
    private double claim(String name, int rooms, int inAll) throws InterruptedException {
        var ids = IntStream.range(0, rooms).mapToObj(i -> "3x" + name + i).toList();
        var begun = System.nanoTime();
        try (var pipeline = cluster.redis().pipelined()) {
            for (var from = 0; from < rooms; from += SADD_IDS) {
                var some = ids.subList(from, Math.min(rooms, from + SADD_IDS));
                pipeline.sadd(PLATFORM.livesKey(), some.toArray(String[]::new));
            }
        }
        cluster.await(
                inAll + " records",
                LIMIT,
                LOOK,
                () -> cluster.redis().hlen(Keys.running(PLATFORM)) == inAll);
        cluster.await(inAll + " rooms queued", LIMIT, LOOK, () -> queued(ids));
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Looks at the last that were claimed first: as long as one of them is not queued, nothing else need be read. */
    private boolean queued(List<String> ids) {
        var running = Keys.running(PLATFORM);
        var sample = ids.subList(Math.max(0, ids.size() - SADD_IDS), ids.size());
        return isQueued(cluster.redis().hmget(running, sample.toArray(String[]::new)))
                && allQueued(running);
    }

    private boolean allQueued(String running) {
        var cursor = ScanParams.SCAN_POINTER_START;
        do {
            var page = cluster.redis().hscan(running, cursor, new ScanParams().count(SCAN));
            if (!isQueued(page.getResult().stream().map(Map.Entry::getValue).toList())) {
                return false;
            }
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return true;
    }

    private static boolean isQueued(List<String> records) {
        return records.stream().allMatch(record -> record.contains("\"state\":\"queued\""));
    }

    /** Persistent, to a durable queue like that of the jobs, and as large as a job that lies there. @return seconds */
    private double publishBare(int messages)
            throws IOException, TimeoutException, InterruptedException {
        try (var connection = cluster.rabbit().connectionFactory().newConnection();
                var channel = connection.createChannel()) {
            var example = Optional.ofNullable(channel.basicGet(PLATFORM.jobQueue(), false))
                    .orElseThrow(() -> new IllegalStateException("no job lies in the queue"));
            channel.basicNack(example.getEnvelope().getDeliveryTag(), false, true);
            channel.queueDeclare(BARE_QUEUE, true, false, false, Map.of());
            channel.confirmSelect();
            var properties = persistent(example.getProps());
            var begun = System.nanoTime();
            for (var i = 1; i <= messages; i++) {
                channel.basicPublish("", BARE_QUEUE, true, properties, example.getBody());
                if (i % BARE_WINDOW == 0 || i == messages) {
                    channel.waitForConfirmsOrDie();
                }
            }
            var seconds = (System.nanoTime() - begun) / 1e9;
            channel.queueDelete(BARE_QUEUE);
            return seconds;
        }
    }

    private static AMQP.BasicProperties persistent(AMQP.BasicProperties like) {
        return MessageProperties.MINIMAL_PERSISTENT_BASIC
                .builder()
                .contentType(like.getContentType())
                .headers(like.getHeaders())
                .messageId(like.getMessageId())
                .build();
    }

    private static List<String> notes(SlowCommands slow, double before, double after, String cpu) {
        var notes = new ArrayList<>(slow.notes());
        notes.addFirst(String.format(
                Locale.ROOT, "bare publishing before %.2f s, after %.2f s", before, after));
        notes.addFirst(cpu);
        return notes;
    }
}
