package dev.danmaku.worker.sink.redis;

import dev.danmaku.config.RedisSettings;
import dev.danmaku.config.RedisSinkSettings;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventJson;
import dev.danmaku.output.EventOutput;
import dev.danmaku.output.LiveTail;
import dev.danmaku.output.OutputFailure;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisHeadroom;

import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAddParams;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Brings events to those who listen now, and to a short memory for those who come a little later. Connects when first used. */
public final class RedisOutput implements EventOutput {
    private final UnifiedJedis redis;
    private final RedisHeadroom headroom;
    private final XAddParams capped;
    private final long keepSeconds;

    /** @param cluster the Redis to use where the settings name no other */
    public RedisOutput(RedisSinkSettings settings, RedisSettings cluster) {
        this.redis = RedisConnections.open(settings.redis().orElse(cluster), "danmaku-sink-redis");
        this.headroom = new RedisHeadroom(redis);
        this.capped = XAddParams.xAddParams().maxLen(settings.maxLength()).approximateTrimming();
        this.keepSeconds = settings.keep().toSeconds();
    }

    @Override
    public void write(List<Event> events) {
        try {
            headroom.full().ifPresent(reason -> {
                throw OutputFailure.passing(reason, null);
            });
            send(events);
        } catch (JedisException e) {
            throw OutputFailure.passing("Redis does not take events: " + e.getMessage(), e);
        }
    }

    /** All of it in one go; the stream before the channel, so that who hears of an event finds it. */
    private void send(List<Event> events) {
        var answers = new ArrayList<Answer>(events.size());
        var keys = new LinkedHashSet<String>();
        try (var pipeline = redis.pipelined()) {
            for (var event : events) {
                var key = key(event);
                var line = EventJson.toJson(event);
                keys.add(key);
                answers.add(add(pipeline, key, line));
                pipeline.publish(key, line);
            }
            keys.forEach(key -> pipeline.expire(key, keepSeconds));
            pipeline.sync();
        }
        answers.forEach(Answer::check);
    }

    private Answer add(AbstractPipeline pipeline, String key, String line) {
        return new Answer(key, pipeline.xadd(key, capped, Map.of(LiveTail.FIELD, line)));
    }

    /** What Redis said of one event. */
    private record Answer(String key, Response<?> response) {
        void check() {
            try {
                response.get();
            } catch (JedisDataException e) {
                throw OutputFailure.passing(
                        "Redis refuses an event for %s: %s".formatted(key, e.getMessage()), e);
            }
        }
    }

    private static String key(Event event) {
        return LiveTail.key(event.platform(), Objects.requireNonNullElse(event.room(), ""));
    }

    @Override
    public void close() {
        redis.close();
    }
}
