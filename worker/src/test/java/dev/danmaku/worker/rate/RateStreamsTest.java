package dev.danmaku.worker.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.rate.RateKeys;
import dev.danmaku.rate.RatesSummary;
import dev.danmaku.testing.servers.RequiresRedis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import redis.clients.jedis.params.XAddParams;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How rates lie in Redis: how long, how large, and what happens when it is away, full or has something else there. */
@RequiresRedis
@Timeout(120)
class RateStreamsTest extends RateSinkCase {
    @Test
    void whatIsOldByRedisClockIsTrimmedAndARoomThatIsSilentGoes() {
        var old = Instant.now().minus(Duration.ofMinutes(30)).toEpochMilli();
        for (var key : List.of(RateKeys.seconds(ROOM), RateKeys.minutes(ROOM))) {
            for (var n = 0; n < 400; n++) {
                var part = RateBucket.quiet(old / 1000 + n).fields();
                redis.xadd(key, part, XAddParams.xAddParams().id(old + n + "-0"));
            }
        }
        var sink = sink(kept(Duration.ofMinutes(10), Duration.ofHours(3)));
        var lane = sink.open(ROOM, NOTHING);
        for (var n = 0; n < 5; n++) {
            say(lane, chat(n));
            clock.advance(Duration.ofMinutes(1));
            sink.run();
        }

        // by whole nodes of 100 entries
        assertThat(redis.xlen(RateKeys.seconds(ROOM))).isBetween(5L, 105L);
        assertThat(redis.xlen(RateKeys.minutes(ROOM))).isEqualTo(405);
        assertThat(redis.ttl(RateKeys.seconds(ROOM))).isBetween(850L, 900L);
        assertThat(redis.ttl(RateKeys.minutes(ROOM))).isBetween(11_050L, 11_100L);
    }

    @Test
    void aRedisThatIsAwayCostsOnlyWhatIsTooOldAndThatIsCounted() {
        var sink = sink();
        var lane = sink.open(ROOM, NOTHING);
        say(lane, chat(1));
        clock.advance(Duration.ofSeconds(2));
        sink.run();
        assertThat(counted("written")).isEqualTo(1);

        server.kill();
        for (var n = 0; n < 8; n++) { // eight minutes, one second each
            say(lane, chat(n));
            clock.advance(Duration.ofMinutes(1));
            sink.run();
        }
        var waiting = meters.get("danmaku.rates.waiting").gauge().value();
        var dropped = counted("dropped");
        assertThat(waiting + dropped).isEqualTo(16); // seconds and minutes
        assertThat(dropped).isBetween(3.0, 6.0);

        server.restart();
        say(lane, chat(1));
        clock.advance(Duration.ofMinutes(1));
        sink.run();

        try (var again = server.connect()) {
            assertThat(again.xlen(RateKeys.seconds(ROOM)) + again.xlen(RateKeys.minutes(ROOM)))
                    .isEqualTo(16 + 2 - (long) counted("dropped"));
            // the new Redis was told how long to keep them
            assertThat(again.ttl(RateKeys.seconds(ROOM))).isPositive();
        }
        assertThat(meters.get("danmaku.rates.waiting").gauge().value()).isZero();
    }

    @Test
    void aKeyThatIsSomethingElseHoldsUpNobodyElse() {
        redis.set(RateKeys.seconds(ROOM), "mine");
        var sink = sink();
        var lane = sink.open(ROOM, NOTHING);
        var other = sink.open(OTHER, NOTHING);

        for (var n = 0; n < 3; n++) {
            say(lane, chat(1));
            other.offer(List.of(event(OTHER, chat(1))));
            clock.advance(Duration.ofSeconds(2));
            sink.run();
        }

        assertThat(buckets(RateKeys.seconds(OTHER))).hasSize(3);
        assertThat(meters.get("danmaku.rates.waiting").gauge().value()).isEqualTo(3);
        redis.del(RateKeys.seconds(ROOM));
        sink.run();
        assertThat(buckets(RateKeys.seconds(ROOM))).hasSize(3);
    }

    @Test
    void aRedisThatIsNearlyFullIsLeftToTheRegistry() {
        redis.configSet("maxmemory", "1mb");
        var sink = sink();
        say(sink.open(ROOM, NOTHING), chat(1));
        clock.advance(Duration.ofSeconds(2));

        sink.run();

        assertThat(redis.exists(RateKeys.seconds(ROOM))).isFalse();
        redis.configSet("maxmemory", "0");
    }

    @Test
    void whatIsOpenWhenALaneOrTheWorkerClosesIsWrittenAndTheRoomForgotten() throws Exception {
        var heard = new ConcurrentLinkedQueue<String>();
        var listener = listen(heard, RateKeys.SUMMARY);
        var sink = sink();
        var lane = sink.open(ROOM, NOTHING);
        var other = sink.open(OTHER, NOTHING);

        say(lane, chat(1));
        lane.flush().get();
        lane.close().get();
        sink.run();
        assertThat(buckets(RateKeys.seconds(ROOM))).hasSize(1);
        assertThat(buckets(RateKeys.minutes(ROOM))).hasSize(1);
        other.offer(List.of(event(OTHER, chat(1))));
        sinks.remove(sink);
        sink.close(Duration.ofSeconds(5));

        assertThat(buckets(RateKeys.seconds(OTHER))).hasSize(1);
        assertThat(buckets(RateKeys.minutes(OTHER))).hasSize(1);
        await().until(() -> heard.size() == 2);
        assertThat(RatesSummary.parse(Objects.requireNonNull(List.copyOf(heard).getLast()))
                        .orElseThrow()
                        .rooms())
                .extracting(RatesSummary.Room::room)
                .containsExactly(OTHER);
        listener.unsubscribe();
    }

    @Test
    void aSecondTakesSomeFortyBytesOfRedis() {
        var sink = sink();
        var lane = sink.open(ROOM, NOTHING);
        var random = new Random(3);
        for (var second = 0; second < 3600; second++) {
            // one event a second
            if (random.nextInt(10) == 0) {
                say(lane, gift(second, new Price(random.nextInt(5000), "gold", true)));
            } else {
                say(lane, chat(second));
            }
            if (second % 5 == 0) {
                say(lane, viewers(1000 + random.nextInt(50_000), ViewerCountKind.ONLINE));
            }
            clock.advance(Duration.ofSeconds(1));
            if (second % 2 == 0) {
                sink.run();
            }
        }
        sink.run();

        var entries = redis.xlen(RateKeys.seconds(ROOM));
        var bytes = redis.memoryUsage(RateKeys.seconds(ROOM), 0);
        assertThat(bytes / (double) entries).isLessThan(45);
    }
}
