package dev.danmaku.worker.rate;

import dev.danmaku.config.RatesSettings;
import dev.danmaku.config.RedisSettings;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.EventSink;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.UnifiedJedis;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Counts what every room tells, and writes it to Redis every 2 s. See the package. */
public final class RateSink implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(RateSink.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Set<RoomCount> rooms = ConcurrentHashMap.newKeySet();
    private final UnifiedJedis redis;
    private final RateWriter writer;
    private final RateRound round;
    private final ScheduledExecutorService timer;

    RateSink(
            UnifiedJedis redis,
            RatesSettings settings,
            String session,
            Clock clock,
            MeterRegistry meters) {
        this.redis = redis;
        this.writer = new RateWriter(redis, settings, clock, new RateMetrics(meters));
        this.round = new RateRound(rooms, session, clock, writer);
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("rates").daemon().factory());
    }

    /**
     * Connects to nothing yet.
     *
     * @param cluster the Redis to use where the settings name no other
     * @param session of this worker
     */
    public static RateSink start(
            RatesSettings settings,
            RedisSettings cluster,
            String session,
            Clock clock,
            MeterRegistry meters) {
        var redis = RedisConnections.open(settings.redis().orElse(cluster), "danmaku-rates");
        var sink = new RateSink(redis, settings, session, clock, meters);
        var millis = INTERVAL.toMillis();
        var _ = sink.timer.scheduleWithFixedDelay(
                sink::guardedRun,
                millis - Math.floorMod(clock.millis(), millis),
                millis,
                TimeUnit.MILLISECONDS);
        return sink;
    }

    @Override
    public Lane open(RoomId room, Runnable drained) {
        var count = new RoomCount(room);
        rooms.add(count);
        return count;
    }

    private void guardedRun() {
        try {
            run();
        } catch (RuntimeException e) {
            LOG.error("rates could not be counted, they are again in a moment", e);
        }
    }

    /** One round. */
    void run() {
        round.run(false);
    }

    /** Writes what there is, the running second and minute included, for the given time at most. */
    public void close(Duration limit) throws InterruptedException {
        timer.shutdown();
        if (timer.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            round.run(true);
        }
        redis.close();
    }
}
