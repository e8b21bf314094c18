package dev.danmaku.worker.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.RatesSettings;
import dev.danmaku.config.RedisSettings;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.rate.RateKeys;
import dev.danmaku.rate.RateReader;
import dev.danmaku.rate.RatesSummary;
import dev.danmaku.rate.RoomRates;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.ManualClock;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;
import dev.danmaku.worker.sink.EventSink.Lane;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.StreamEntry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Rates on a real Redis, with time in the hand. */
@RequiresRedis
@Timeout(120)
class RateSinkTest {
    private static final Runnable NOTHING = () -> {};
    private static final RoomId ROOM = RoomId.parse("kuaishou:3xabc");
    private static final RoomId OTHER = RoomId.parse("bilibili:7");
    /** The last minute of a day. */
    private static final Instant LATE = Instant.parse("2026-11-21T23:59:00Z");

    private final TestRedis server = TestRedis.start();
    private final Jedis redis = server.connect();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<RateSink> sinks = new ArrayList<>();
    private ManualClock clock = new ManualClock(LATE);

    @AfterEach
    void closeAll() throws Exception {
        for (var sink : sinks) {
            sink.close(Duration.ofSeconds(1));
        }
        redis.close();
        server.close();
    }

    private RateSink sink() {
        return sink(RatesSettings.DEFAULTS);
    }

    private RateSink sink(RatesSettings settings) {
        var client = RedisConnections.open(RedisSettings.parse(server.uri().toString()), "test");
        var sink = new RateSink(client, settings, "host-1", clock, meters);
        sinks.add(sink);
        return sink;
    }

    private static RatesSettings kept(Duration seconds, Duration minutes) {
        return new RatesSettings(true, seconds, minutes, Optional.empty());
    }

    private Event event(RoomId room, EventBody body) {
        var now = clock.millis();
        // the platform's own time is another: what counts is when we heard it
        return new Event(room.platform(), room.id(), now - 5000, now, "k", null, null, body, null);
    }

    private static EventBody chat(int user) {
        return new EventBody.Chat(User.of("u" + user, "n"), "text", null, null, null);
    }

    private static EventBody gift(int user, @Nullable Price price) {
        return new EventBody.Gift(User.of("u" + user, "n"), "1", "rose", 1, price, null);
    }

    private static EventBody viewers(long count, ViewerCountKind kind) {
        return new EventBody.ViewerCount(count, kind, null);
    }

    private void say(Lane lane, EventBody... bodies) {
        for (var body : bodies) {
            assertThat(lane.offer(List.of(event(ROOM, body)))).isTrue();
        }
    }

    /** All parts, merged by time. */
    private List<RateBucket> buckets(String key) {
        var all = new TreeMap<Long, RateBucket>();
        entries(key).forEach(b -> all.merge(b.at(), b, RateBucket::plus));
        return List.copyOf(all.values());
    }

    private List<RateBucket> entries(String key) {
        return redis.xrange(key, (StreamEntryID) null, (StreamEntryID) null).stream()
                .map(StreamEntry::getFields)
                .map(fields -> RateBucket.parse(fields).orElseThrow())
                .toList();
    }

    private double counted(String name) {
        return meters.get("danmaku.rates." + name).counter().count();
    }

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
    void aRoomIsPublishedWhileSomethingHappensAndOnceMore() {
        var heard = new ConcurrentLinkedQueue<String>();
        var listener = listen(heard, RateKeys.seconds(ROOM));
        var sink = sink();
        var lane = sink.open(ROOM, NOTHING);

        say(lane, viewers(9, ViewerCountKind.ONLINE), chat(1), chat(2));
        clock.advance(Duration.ofSeconds(1));
        say(lane, chat(1));
        for (var n = 0; n < 4; n++) {
            clock.advance(Duration.ofSeconds(2));
            sink.run();
        }
        redis.publish(RateKeys.seconds(ROOM), "end");

        await().until(() -> heard.contains("end"));
        var told =
                heard.stream().map(RoomRates::parse).flatMap(Optional::stream).toList();
        var known = Map.of(ViewerCountKind.ONLINE, 9L);
        var start = LATE.getEpochSecond();
        assertThat(told)
                .containsExactly(
                        new RoomRates(
                                ROOM,
                                (start + 3) * 1000,
                                3,
                                new RateBucket(start, 3, 2, 0, Map.of(), known)),
                        new RoomRates(
                                ROOM,
                                (start + 5) * 1000,
                                2,
                                new RateBucket(start + 3, 0, 0, 0, Map.of(), known)));
        listener.unsubscribe();
    }

    @Test
    void theSummaryTellsAllRoomsInMessagesOfBoundedSize() {
        var heard = new ConcurrentLinkedQueue<String>();
        var listener = listen(heard, RateKeys.SUMMARY);
        var sink = sink();
        for (var n = 0; n < 1200; n++) {
            var room = new RoomId(Platform.DOUYU, "" + n);
            var lane = sink.open(room, NOTHING);
            for (var c = 0; c < n % 4; c++) {
                lane.offer(List.of(event(room, chat(c))));
            }
        }
        clock.advance(Duration.ofSeconds(2));
        sink.run();

        await().until(() -> heard.size() == 3);
        var told = heard.stream()
                .map(text -> RatesSummary.parse(text).orElseThrow())
                .toList();
        assertThat(told).extracting(RatesSummary::part).containsExactly(1, 2, 3);
        assertThat(told).allMatch(s -> s.parts() == 3 && s.session().equals("host-1"));
        assertThat(heard).allMatch(text -> text.length() < 64_000);
        assertThat(told.stream().flatMap(s -> s.rooms().stream()).toList())
                .hasSize(1200)
                .allMatch(room -> room.chats() == Integer.parseInt(room.room().id()) % 4);
        listener.unsubscribe();
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

    private JedisPubSub listen(Queue<String> heard, String channel) {
        var listener = new JedisPubSub() {
            @Override
            public void onMessage(String on, String message) {
                heard.add(message);
            }
        };
        Thread.ofVirtual().start(() -> {
            try (var own = server.connect()) {
                own.subscribe(listener, channel);
            }
        });
        await().until(() -> redis.pubsubNumSub(channel).get(channel) == 1);
        return listener;
    }
}
