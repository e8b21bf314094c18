package dev.danmaku.worker.rate;

import dev.danmaku.config.RatesSettings;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.registry.RedisCheck;
import dev.danmaku.registry.RedisHeadroom;
import dev.danmaku.registry.RegistryUnavailable;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAddParams;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings rates to Redis. What it does not take now waits, for minutes and up to a number; then it is dropped and counted. Messages
 * do not wait: they are about now.
 *
 * <p>A part whose answer was lost with the connection is dropped, too: written twice it would count double. So that a connection that
 * broke long ago costs nothing, a question goes before the first part.
 */
final class RateWriter {
    private static final Logger LOG = LoggerFactory.getLogger(RateWriter.class);

    /** Some 50 MiB. */
    static final int MAX_WAITING = 500_000;

    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int AT_ONCE = 1000;
    private static final long TELL_EXPIRY_EVERY_MILLIS = Duration.ofMinutes(5).toMillis();

    private final UnifiedJedis redis;
    private final RatesSettings settings;
    private final Clock clock;
    private final RateMetrics metrics;
    private final RedisHeadroom headroom;
    private final ArrayDeque<Part> waiting = new ArrayDeque<>();
    private final List<Message> messages = new ArrayList<>();
    private @Nullable String trouble;
    private @Nullable Boolean embedded;
    /** Entries are numbered and trimmed by Redis' clock: ours may differ by more than a room's seconds are kept. */
    private long redisMillis;

    private long lastNumber;
    private int life;

    private record Part(RoomStreams streams, boolean minute, RateBucket bucket, long sinceMillis) {}

    private record Message(String channel, String json) {}

    RateWriter(UnifiedJedis redis, RatesSettings settings, Clock clock, RateMetrics metrics) {
        this.redis = redis;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
        this.headroom = new RedisHeadroom(redis);
        metrics.waiting(waiting);
    }

    void add(RoomStreams streams, boolean minute, RateBucket bucket) {
        waiting.add(new Part(streams, minute, bucket, clock.millis()));
        if (waiting.size() > MAX_WAITING) {
            waiting.remove();
            metrics.dropped(1);
        }
    }

    void publish(String channel, String json) {
        messages.add(new Message(channel, json));
    }

    /** Writes what was added, as far as Redis takes it. */
    void write() {
        try {
            var full = headroom.full();
            publishAll();
            if (full.isPresent()) {
                inTrouble(full.get());
            } else {
                writeParts();
            }
        } catch (JedisException | RegistryUnavailable e) {
            life++;
            inTrouble(String.valueOf(e.getMessage()));
        } finally {
            messages.clear();
            dropOld();
        }
    }

    private void publishAll() {
        for (var from = 0; from < messages.size(); from += AT_ONCE) {
            try (var pipeline = redis.pipelined()) {
                messages.subList(from, Math.min(from + AT_ONCE, messages.size()))
                        .forEach(message -> pipeline.publish(message.channel, message.json));
                pipeline.sync();
            }
        }
    }

    private void writeParts() {
        if (waiting.isEmpty()) {
            return;
        }
        if (embedded == null) {
            embedded = new RedisCheck(redis).embedded();
        }
        redisMillis = askTime();
        var refused = new ArrayList<Part>();
        String reason = null;
        while (!waiting.isEmpty()) {
            var told = writeSome(refused);
            reason = told == null ? reason : told;
        }
        refused.forEach(waiting::add);
        if (reason == null) {
            wellAgain();
        } else {
            inTrouble(reason);
        }
    }

    private long askTime() {
        var time = redis.executeCommand(new CommandObject<>(
                new CommandArguments(Protocol.Command.TIME), BuilderFactory.STRING_LIST));
        return Long.parseLong(time.get(0)) * 1000 + Long.parseLong(time.get(1)) / 1000;
    }

    /** @return what Redis said of a part that it refused */
    private @Nullable String writeSome(List<Part> refused) {
        var parts = new ArrayList<Part>(AT_ONCE);
        var answers = new ArrayList<Response<StreamEntryID>>(AT_ONCE);
        try (var pipeline = redis.pipelined()) {
            while (parts.size() < AT_ONCE && !waiting.isEmpty()) {
                var part = waiting.remove();
                parts.add(part);
                answers.add(write(part, pipeline));
            }
            pipeline.sync();
        } catch (JedisException e) {
            metrics.dropped(parts.size());
            throw e;
        }
        String reason = null;
        var written = parts.size();
        for (var i = 0; i < parts.size(); i++) {
            try {
                answers.get(i).get();
            } catch (JedisDataException e) {
                refused.add(parts.get(i));
                written--;
                reason = "%s: %s".formatted(stream(parts.get(i)).key(), e.getMessage());
            }
        }
        metrics.written(written);
        return reason;
    }

    private static RoomStreams.Stream stream(Part part) {
        return part.streams.of(part.minute);
    }

    private Response<StreamEntryID> write(Part part, AbstractPipeline pipeline) {
        var stream = stream(part);
        var kept = part.minute ? settings.minutesKept() : settings.secondsKept();
        var how = XAddParams.xAddParams()
                .minId(String.valueOf(Math.max(0, redisMillis - kept.toMillis())))
                .approximateTrimming();
        if (embedded()) {
            how.id(nextNumber());
        }
        var answer = pipeline.xadd(stream.key(), how, part.bucket.fields());
        if (embedded() || stream.tellExpiry(clock.millis(), TELL_EXPIRY_EVERY_MILLIS, life)) {
            pipeline.expire(
                    stream.key(), kept.plusMillis(TELL_EXPIRY_EVERY_MILLIS).toSeconds());
        }
        return answer;
    }

    /** It forgets the expiry with each entry, too. */
    private boolean embedded() {
        return Boolean.TRUE.equals(embedded);
    }

    /** The embedded Redis numbers entries 0-1, 0-2, ...: trimming by time needs those of a real one. It has one writer. */
    private StreamEntryID nextNumber() {
        lastNumber = Math.max(redisMillis, lastNumber + 1);
        return new StreamEntryID(lastNumber, 0);
    }

    private void dropOld() {
        var oldest = clock.millis() - LONGEST_WAIT.toMillis();
        var dropped = waiting.size();
        waiting.removeIf(part -> part.sinceMillis < oldest);
        dropped -= waiting.size();
        if (dropped > 0) {
            metrics.dropped(dropped);
        }
    }

    private void inTrouble(String reason) {
        if (trouble == null) {
            LOG.warn("rates are not written, they wait for some minutes: {}", reason);
        }
        trouble = reason;
    }

    private void wellAgain() {
        if (trouble != null) {
            LOG.info("rates are written again");
            trouble = null;
        }
    }
}
