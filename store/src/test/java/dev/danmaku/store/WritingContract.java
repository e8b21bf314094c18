package dev.danmaku.store;

import static dev.danmaku.store.Events.DAY;
import static dev.danmaku.store.Events.NOON;
import static dev.danmaku.store.Events.chat;
import static dev.danmaku.store.Events.epoch;
import static dev.danmaku.store.Events.lines;
import static dev.danmaku.store.Events.on;
import static dev.danmaku.store.Events.ownClock;
import static dev.danmaku.store.Events.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.danmaku.config.StoreSettings;
import dev.danmaku.config.StoreSettings.Keep;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventParser;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.Golden;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** How events are stored: each once, the highest epoch's, a batch as a whole. */
interface WritingContract extends OpenedStore {
    @Test
    default void everyTypeComesBackAsItWas() {
        var events = new ArrayList<Event>();
        for (var line : Golden.lines("events.jsonl")) {
            events.add(EventParser.parse(line).in("7").under(epoch(events.size() % 3)));
        }
        var each = IntStream.range(0, events.size())
                .mapToObj(i -> withKey(events.get(i), events.get(i).key() + i))
                .toList();

        var result = store().writer().write(each);

        assertThat(result).isEqualTo(new WriteResult(each.size(), 0, 0, 0));
        assertThat(lines(all())).containsExactlyInAnyOrderElementsOf(lines(each));
    }

    @Test
    default void whatComesTwiceIsRefused() {
        var one = chat("7", NOON, "id:1", "one");
        var two = chat("7", NOON, "id:2", "two");

        assertThat(write(one, one)).isEqualTo(new WriteResult(1, 0, 1, 0));
        assertThat(write(one, two, one)).isEqualTo(new WriteResult(1, 0, 2, 0));
        assertThat(all()).containsExactly(one, two);
    }

    @Test
    default void anEmptyBatchIsFine() {
        assertThat(store().writer().write(List.of())).isEqualTo(new WriteResult(0, 0, 0, 0));
    }

    @Test
    default void aKeyIsOfItsRoomItsPlatformAndItsDay() {
        var event = chat("7", NOON, "id:1", "x");
        var others = List.of(
                event,
                event.in("8"),
                on(Platform.DOUYU, event),
                chat("7", NOON + DAY, "id:1", "x"),
                chat("7", NOON - DAY, "id:1", "x"));

        assertThat(store().writer().write(others)).isEqualTo(new WriteResult(5, 0, 0, 0));
        assertThat(all()).containsExactlyInAnyOrderElementsOf(others);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "1,0", "1,1", "1,2", "2,1"})
    default void ofOneKeyTheHighestEpochStaysWhateverComesFirst(int first, int second) {
        var one = chat("7", NOON, "id:1", "early 早").under(epoch(first));
        var other = chat("7", NOON + 5, "id:1", "late 晚").under(epoch(second));

        var before = write(one);
        var after = write(other);

        var replaced = second > first;
        assertThat(before.added()).isEqualTo(1);
        assertThat(after).isEqualTo(new WriteResult(0, replaced ? 1 : 0, replaced ? 0 : 1, 0));
        assertThat(all()).containsExactly(replaced ? other : one);
        assertThat(find(everything().saying("早"))).hasSize(replaced ? 0 : 1);
        assertThat(find(everything().saying("晚"))).hasSize(replaced ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,0"})
    default void withinABatchTheHighestEpochStays(int first, int second) {
        var one = chat("7", NOON, "id:1", "a").under(epoch(first));
        var other = chat("7", NOON, "id:1", "b").under(epoch(second));

        assertThat(write(one, other)).isEqualTo(new WriteResult(1, 0, 1, 0));
        assertThat(all()).containsExactly(first > second ? one : other);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void whatTwoClocksSawOnTwoSidesOfMidnightIsOneEvent(boolean laterFirst) {
        var midnight = NOON + DAY / 2;
        var before = ownClock(chat("7", midnight - 40, "h:AAAA", "x"));
        var after = ownClock(chat("7", midnight + 30, "h:AAAA", "x"));

        var first = laterFirst ? after : before;
        var second = laterFirst ? before : after;
        assertThat(write(first).added()).isEqualTo(1);
        assertThat(write(second)).isEqualTo(new WriteResult(0, 0, 1, 0));
        assertThat(all()).containsExactly(first);
    }

    @Test
    default void inOneBatchTheyAreOneEventToo() {
        var midnight = NOON + DAY / 2;
        var before = ownClock(chat("7", midnight - 40, "h:AAAA", "x"));
        var after = ownClock(chat("7", midnight + 30, "h:AAAA", "x"));
        write(chat("7", midnight - 1, "id:1", "x"), chat("7", midnight, "id:2", "x"));

        assertThat(write(after, before)).isEqualTo(new WriteResult(1, 0, 1, 0));
    }

    @Test
    default void aPlatformsOwnTimeOrARealDistanceMakesTwoEventsOfThem() {
        var midnight = NOON + DAY / 2;
        var before = ownClock(chat("7", midnight - 1, "h:AAAA", "x"));
        var minutesLater = ownClock(chat("7", midnight + 300_000, "h:AAAA", "x"));
        var ofPlatform = chat("7", midnight - 1, "id:1", "x");
        var ofPlatformLater = chat("7", midnight + 1, "id:1", "x");
        var mixed = ownClock(chat("7", midnight + 2, "id:1", "x"));

        assertThat(write(before, ofPlatform).added()).isEqualTo(2);
        assertThat(write(minutesLater, ofPlatformLater).added()).isEqualTo(2);
        assertThat(write(mixed)).isEqualTo(new WriteResult(0, 0, 1, 0));
    }

    @Test
    default void whatCanNotBeStoredIsCountedAndTheRestIsStored() {
        var good = chat("7", NOON, "id:1", "x");

        var result = write(
                new Event(Platform.DOUYU, null, NOON, NOON, "k", null, null, new Notice("x"), null),
                chat("", NOON, "id:1", "x"),
                chat("r".repeat(201), NOON, "id:1", "x"),
                chat("7", -1, "id:1", "x"),
                chat("7", Long.MAX_VALUE - 200, "id:1", "x"),
                good.in("8").under(null),
                new Event(
                        Platform.DOUYU,
                        "7",
                        NOON,
                        NOON + 400 * DAY,
                        "k",
                        null,
                        null,
                        new Notice("x"),
                        null),
                good);

        assertThat(result).isEqualTo(new WriteResult(2, 0, 0, 6));
        assertThat(all()).containsExactly(good.in("8"), good);
    }

    @Test
    default void aBatchIsStoredAsAWholeOrNotAtAll() throws SQLException {
        write(chat("7", NOON + DAY, "id:0", "there"));
        spoil(settings().place(), Leaf.of(Platform.BILIBILI, NOON + DAY).table());

        var failure = catchThrowableOfType(
                StoreFailure.class,
                () -> write(chat("7", NOON, "id:1", "x"), chat("7", NOON + DAY, "id:2", "x")));

        assertThat(failure.retryable()).isFalse();
        assertThat(texts(all())).containsExactly("there");
    }

    @Test
    default void aWriterGoesOnWhereADayWasDroppedUnderIt() {
        write(chat("7", NOON, "id:1", "x"));
        var elsewhere = open(keeping(new Keep(1, 0)));
        elsewhere.keeper().keep(Instant.ofEpochMilli(NOON + 9 * DAY));

        assertThat(write(chat("7", NOON, "id:2", "y")).added()).isEqualTo(1);
        assertThat(texts(all())).containsExactly("y");
    }

    @Test
    default void severalMayOpenANewStoreAtOnce() throws Exception {
        var fresh = StoreSettings.at(newPlace());

        var results = atOnce(4, n -> {
            var one = open(fresh);
            return one.writer().write(List.of(chat("7", NOON, "id:" + n, "x")));
        });

        assertThat(results).allMatch(result -> result.added() == 1);
        assertThat(open(fresh).keeper().days()).hasSize(1);
    }

    @Test
    default void ofSeveralWhoWriteTheSameOneAddsItAndNothingIsLost() throws Exception {
        var stores = List.of(open(settings()), open(settings()), open(settings()));

        var results = atOnce(3, n -> {
            var random = new Random(n);
            var sum = WriteResult.NONE;
            for (var round = 0; round < 20; round++) {
                var batch = new ArrayList<Event>();
                for (var i = 0; i < 50; i++) {
                    var number = round * 50 + i;
                    batch.add(chat("" + number % 5, NOON + number, "id:" + number, "t" + number));
                }
                Collections.shuffle(batch, random);
                sum = sum.plus(stores.get(n).writer().write(batch));
            }
            return sum;
        });

        assertThat(results.stream().mapToInt(WriteResult::added).sum()).isEqualTo(1000);
        assertThat(results.stream().mapToInt(WriteResult::refused).sum()).isEqualTo(2000);
        assertThat(all()).hasSize(1000);
    }

    @Test
    default void whateverComesInWhateverOrderTheStoreHasWhatAModelHas() {
        var random = new Random(20261121);
        var model = new HashMap<List<Object>, Event>();
        for (var round = 0; round < 60; round++) {
            var batch = new ArrayList<Event>();
            for (var i = 0; i < random.nextInt(1, 60); i++) {
                batch.add(randomEvent(random));
            }
            var expected = new int[1];
            for (var event : batch) {
                var id = List.<Object>of(
                        event.platform(),
                        String.valueOf(event.room()),
                        event.key(),
                        Math.floorDiv(event.at(), DAY));
                if (!model.containsKey(id)) {
                    expected[0]++;
                }
                model.merge(id, event, (a, b) -> Batch.isHigher(b.epoch(), a.epoch()) ? b : a);
            }
            assertThat(store().writer().write(batch).added()).isEqualTo(expected[0]);
        }

        assertThat(lines(all())).containsExactlyInAnyOrderElementsOf(lines(model.values()));
        assertSorted(all());
    }

    private static Event randomEvent(Random random) {
        // far from midnight, where the order of batches counts
        var at = NOON + random.nextInt(3) * DAY + random.nextInt(1000);
        var chat = chat(
                "" + random.nextInt(3), at, "id:" + random.nextInt(40), "text " + random.nextInt());
        var event = on(
                Platform.values()[random.nextInt(Platform.values().length)],
                chat.under(epoch(random.nextInt(4))));
        return random.nextBoolean() ? ownClock(event) : event;
    }

    private static Event withKey(Event event, String key) {
        return new Event(
                event.platform(),
                event.room(),
                event.at(),
                event.receivedAt(),
                key,
                event.live(),
                event.epoch(),
                event.body(),
                event.raw());
    }

    private static void assertSorted(List<Event> events) {
        for (var i = 1; i < events.size(); i++) {
            assertThat(events.get(i).at())
                    .isGreaterThanOrEqualTo(events.get(i - 1).at());
        }
    }

    @FunctionalInterface
    interface Part<T extends @Nullable Object> {
        T run(int number) throws Exception;
    }

    static <T> List<T> atOnce(int count, Part<T> part) throws Exception {
        try (var threads = Executors.newFixedThreadPool(count)) {
            var tasks = IntStream.range(0, count)
                    .mapToObj(n -> (Callable<T>) () -> part.run(n))
                    .toList();
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
