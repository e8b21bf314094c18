package dev.danmaku.worker.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.RedisSettings;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.rate.RateKeys;
import dev.danmaku.rate.RateReader;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.testing.ManualClock;
import dev.danmaku.testing.servers.RequiresRedis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** What is counted for each second and minute of a room. */
@RequiresRedis
@Timeout(120)
class RateCountsTest extends RateSinkCase {
    /** What should be counted of a time, by the plainest means. */
    private static final class Expected {
        long chats;
        long gifts;
        final Set<String> users = new HashSet<>();
        final Map<String, Long> value = new TreeMap<>();
        Map<ViewerCountKind, Long> viewers = Map.of();

        RateBucket at(long second) {
            return new RateBucket(second, chats, users.size(), gifts, value, viewers);
        }
    }

    @Test
    void everySecondAndMinuteHasExactlyItsCountsOverMidnight() {
        var sink = sink();
        var lane = sink.open(ROOM, NOTHING);
        var random = new Random(7);
        var seconds = new TreeMap<Long, Expected>();
        var minutes = new TreeMap<Long, Expected>();
        Map<ViewerCountKind, Long> known = Map.of();

        // three minutes in steps of 0 to 700 ms, a round now and then
        var end = LATE.plusSeconds(180);
        var nextRound = LATE;
        while (clock.instant().isBefore(end)) {
            var user = random.nextInt(12);
            var now = clock.instant().getEpochSecond();
            var expected = List.of(
                    seconds.computeIfAbsent(now, s -> new Expected()),
                    minutes.computeIfAbsent(now / 60 * 60, m -> new Expected()));
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> {
                    say(lane, chat(user));
                    expected.forEach(e -> e.chats++);
                    expected.forEach(e -> e.users.add("u" + user));
                }
                case 3 -> {
                    var amount = 1 + random.nextInt(1000);
                    var unit = random.nextBoolean() ? "gold" : "CNY/1000";
                    say(
                            lane,
                            gift(
                                    user,
                                    new Price(amount, unit, random.nextBoolean() ? true : null)));
                    expected.forEach(e -> e.gifts++);
                    expected.forEach(e -> e.users.add("u" + user));
                    expected.forEach(e -> e.value.merge(unit, (long) amount, Long::sum));
                }
                case 4 -> {
                    say(lane, new EventBody.Like(User.of("u" + user, "n"), 3));
                    expected.forEach(e -> e.users.add("u" + user));
                }
                default -> {
                    known = Map.of(ViewerCountKind.ONLINE, 1000L + random.nextInt(100));
                    say(lane, viewers(known.get(ViewerCountKind.ONLINE), ViewerCountKind.ONLINE));
                }
            }
            for (var e : expected) {
                e.viewers = known;
            }
            clock.advance(Duration.ofMillis(random.nextInt(700)));
            if (!clock.instant().isBefore(nextRound)) {
                sink.run();
                nextRound = clock.instant().plusSeconds(2);
            }
        }
        clock.advance(Duration.ofMinutes(1));
        sink.run();

        assertThat(buckets(RateKeys.seconds(ROOM)))
                .isEqualTo(seconds.entrySet().stream()
                        .map(e -> e.getValue().at(e.getKey()))
                        .toList());
        // one entry each: nothing was written before it was over
        assertThat(entries(RateKeys.seconds(ROOM))).hasSameSizeAs(seconds.keySet());
        assertThat(entries(RateKeys.minutes(ROOM)))
                .isEqualTo(minutes.entrySet().stream()
                        .map(e -> e.getValue().at(e.getKey()))
                        .toList());
        assertThat(minutes).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aMillisecondBeforeAMinuteAndTheMinuteItselfAreParted() {
        var sink = sink();
        var lane = sink.open(ROOM, NOTHING);

        clock.moveTo(LATE.plusMillis(59_999));
        say(lane, chat(1));
        clock.moveTo(LATE.plusMillis(60_000));
        say(lane, chat(2), chat(3));
        clock.advance(Duration.ofMinutes(2));
        sink.run();

        var midnight = LATE.getEpochSecond() + 60;
        assertThat(buckets(RateKeys.seconds(ROOM)))
                .extracting(b -> b.at() - midnight + " " + b.chats())
                .containsExactly("-1 1", "0 2");
        assertThat(buckets(RateKeys.minutes(ROOM)))
                .extracting(b -> b.at() - midnight + " " + b.chats())
                .containsExactly("-60 1", "0 2");
    }

    @Test
    void unitsAreKeptApartAndOnlyWhatWasPaidCounts() {
        var sink = sink();
        var lane = sink.open(ROOM, NOTHING);
        var user = User.of("1", "a");

        say(
                lane,
                gift(1, new Price(100, "gold", true)),
                gift(1, new Price(7, "gold", null)),
                gift(1, new Price(5000, "silver", false)),
                gift(1, new Price(-3, "gold", true)),
                gift(1, null),
                new EventBody.SuperChat(user, "hi", new Price(30_000, "CNY/1000", null), null),
                new EventBody.Membership(user, "guard", 1, new Price(198_000, "CNY/1000", true)),
                gift(1, new Price(9, "a\r\nb c", true)));
        for (var n = 0; n < 20; n++) {
            say(lane, gift(1, new Price(1, "unit" + n, true)));
        }
        say(
                lane,
                gift(1, new Price(Long.MAX_VALUE, "gold", true)),
                new EventBody.Enter(User.of("who only came in", "b")));
        clock.advance(Duration.ofSeconds(2));
        sink.run();

        var bucket = buckets(RateKeys.seconds(ROOM)).getFirst();
        assertThat(bucket.value())
                .containsEntry("gold", Long.MAX_VALUE)
                .containsEntry("CNY/1000", 228_000L)
                .doesNotContainKey("silver")
                .hasSizeLessThanOrEqualTo(9);
        var odd = bucket.value().entrySet().stream()
                .filter(e -> e.getKey().startsWith("unit") || e.getKey().equals("other"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        assertThat(odd).isEqualTo(9 + 20);
        assertThat(bucket.gifts()).isEqualTo(27);
        assertThat(bucket.users()).isEqualTo(2); // u1 and 1
    }

    @Test
    void kindsOfViewersStandBesideEachOtherAndStayKnown() {
        var sink = sink();
        var lane = sink.open(ROOM, NOTHING);

        say(lane, viewers(100, ViewerCountKind.ONLINE), viewers(5000, ViewerCountKind.WATCHED));
        say(lane, viewers(101, ViewerCountKind.ONLINE), viewers(-1, ViewerCountKind.ONLINE));
        clock.advance(Duration.ofSeconds(1));
        say(lane, chat(1));
        clock.advance(Duration.ofSeconds(1));
        sink.run();

        assertThat(buckets(RateKeys.seconds(ROOM)))
                .extracting(RateBucket::viewers)
                .containsOnly(Map.of(ViewerCountKind.ONLINE, 101L, ViewerCountKind.WATCHED, 5000L))
                .hasSize(2);
    }

    @Test
    void twoWorkersOfOneRoomAddUp() {
        clock = new ManualClock(Instant.now());
        var old = sink();
        var fresh = sink();
        var oldLane = old.open(ROOM, NOTHING);
        var freshLane = fresh.open(ROOM, NOTHING);

        say(oldLane, chat(1), chat(2));
        say(freshLane, chat(3), gift(4, new Price(10, "gold", true)));
        var from = clock.instant().minusSeconds(60);
        clock.advance(Duration.ofMinutes(1));
        old.run();
        fresh.run();

        var reader = new RateReader(
                RedisConnections.open(RedisSettings.parse(server.uri().toString()), "test"));
        for (var read : List.of(
                reader.seconds(ROOM, from, clock.instant()),
                reader.minutes(ROOM, from, clock.instant()))) {
            assertThat(read).singleElement().satisfies(b -> {
                assertThat(b.chats()).isEqualTo(3);
                assertThat(b.users()).isEqualTo(4);
                assertThat(b.value()).isEqualTo(Map.of("gold", 10L));
            });
        }
    }

    @Test
    void whatComesLateIsAFurtherPartOfItsSecond() {
        var sink = sink();
        var lane = sink.open(ROOM, NOTHING);
        var keptBack = event(ROOM, chat(1));
        say(lane, chat(2));
        clock.advance(Duration.ofSeconds(90));
        sink.run();

        lane.offer(List.of(keptBack));
        clock.advance(Duration.ofSeconds(2));
        sink.run();

        assertThat(buckets(RateKeys.seconds(ROOM))).singleElement().matches(b -> b.chats() == 2);
        assertThat(buckets(RateKeys.minutes(ROOM))).singleElement().matches(b -> b.chats() == 2);
    }
}
