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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.danmaku.config.Secret;
import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.config.StoreSettings.Keep;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventParser;
import dev.danmaku.event.Price;
import dev.danmaku.event.Pseudonyms;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.EventReader.MinuteCount;
import dev.danmaku.store.StoreKeeper.Erased;
import dev.danmaku.store.StoreKeeper.StoredDay;
import dev.danmaku.testing.Golden;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a store promises, whichever database it is. */
abstract class EventStoreContract {
    private static final RoomId ROOM = new RoomId(Platform.BILIBILI, "7");

    private final List<EventStore> opened = new ArrayList<>();
    private StoreSettings settings =
            StoreSettings.at(new StorePlace.Sqlite(java.nio.file.Path.of("none")));
    private EventStore store = null;

    /** An empty database. */
    abstract StorePlace newPlace() throws Exception;

    /** Runs a statement behind the store's back. */
    abstract void execute(StorePlace place, String sql) throws SQLException;

    /** Makes the table refuse all new rows. */
    abstract void spoil(StorePlace place, String table) throws SQLException;

    @BeforeEach
    void openTheStore() throws Exception {
        settings = StoreSettings.at(newPlace());
        store = open(settings);
    }

    @AfterEach
    void closeTheStores() {
        opened.forEach(EventStore::close);
    }

    EventStore open(StoreSettings asked) {
        var store = EventStore.open(asked);
        opened.add(store);
        return store;
    }

    EventStore store() {
        return store;
    }

    StoreSettings settings() {
        return settings;
    }

    // ---- writing

    @Test
    void everyTypeComesBackAsItWas() {
        var events = new ArrayList<Event>();
        for (var line : Golden.lines("events.jsonl")) {
            events.add(EventParser.parse(line).in("7").under(epoch(events.size() % 3)));
        }
        var each = IntStream.range(0, events.size())
                .mapToObj(i -> withKey(events.get(i), events.get(i).key() + i))
                .toList();

        var result = store.writer().write(each);

        assertThat(result).isEqualTo(new WriteResult(each.size(), 0, 0, 0));
        assertThat(lines(all())).containsExactlyInAnyOrderElementsOf(lines(each));
    }

    @Test
    void whatComesTwiceIsRefused() {
        var one = chat("7", NOON, "id:1", "one");
        var two = chat("7", NOON, "id:2", "two");

        assertThat(write(one, one)).isEqualTo(new WriteResult(1, 0, 1, 0));
        assertThat(write(one, two, one)).isEqualTo(new WriteResult(1, 0, 2, 0));
        assertThat(all()).containsExactly(one, two);
    }

    @Test
    void anEmptyBatchIsFine() {
        assertThat(store.writer().write(List.of())).isEqualTo(new WriteResult(0, 0, 0, 0));
    }

    @Test
    void aKeyIsOfItsRoomItsPlatformAndItsDay() {
        var event = chat("7", NOON, "id:1", "x");
        var others = List.of(
                event,
                event.in("8"),
                on(Platform.DOUYU, event),
                chat("7", NOON + DAY, "id:1", "x"),
                chat("7", NOON - DAY, "id:1", "x"));

        assertThat(store.writer().write(others)).isEqualTo(new WriteResult(5, 0, 0, 0));
        assertThat(all()).containsExactlyInAnyOrderElementsOf(others);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "1,0", "1,1", "1,2", "2,1"})
    void ofOneKeyTheHighestEpochStaysWhateverComesFirst(int first, int second) {
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
    void withinABatchTheHighestEpochStays(int first, int second) {
        var one = chat("7", NOON, "id:1", "a").under(epoch(first));
        var other = chat("7", NOON, "id:1", "b").under(epoch(second));

        assertThat(write(one, other)).isEqualTo(new WriteResult(1, 0, 1, 0));
        assertThat(all()).containsExactly(first > second ? one : other);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTwoClocksSawOnTwoSidesOfMidnightIsOneEvent(boolean laterFirst) {
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
    void inOneBatchTheyAreOneEventToo() {
        var midnight = NOON + DAY / 2;
        var before = ownClock(chat("7", midnight - 40, "h:AAAA", "x"));
        var after = ownClock(chat("7", midnight + 30, "h:AAAA", "x"));
        write(chat("7", midnight - 1, "id:1", "x"), chat("7", midnight, "id:2", "x"));

        assertThat(write(after, before)).isEqualTo(new WriteResult(1, 0, 1, 0));
    }

    @Test
    void aPlatformsOwnTimeOrARealDistanceMakesTwoEventsOfThem() {
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
    void whatCanNotBeStoredIsCountedAndTheRestIsStored() {
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
    void aBatchIsStoredAsAWholeOrNotAtAll() throws SQLException {
        write(chat("7", NOON + DAY, "id:0", "there"));
        spoil(settings.place(), Leaf.of(Platform.BILIBILI, NOON + DAY).table());

        var failure = catchThrowableOfType(
                StoreFailure.class,
                () -> write(chat("7", NOON, "id:1", "x"), chat("7", NOON + DAY, "id:2", "x")));

        assertThat(failure.retryable()).isFalse();
        assertThat(texts(all())).containsExactly("there");
    }

    @Test
    void aWriterGoesOnWhereADayWasDroppedUnderIt() {
        write(chat("7", NOON, "id:1", "x"));
        var elsewhere = open(keeping(new Keep(1, 0)));
        elsewhere.keeper().keep(Instant.ofEpochMilli(NOON + 9 * DAY));

        assertThat(write(chat("7", NOON, "id:2", "y")).added()).isEqualTo(1);
        assertThat(texts(all())).containsExactly("y");
    }

    @Test
    void severalMayOpenANewStoreAtOnce() throws Exception {
        var fresh = StoreSettings.at(newPlace());

        var results = atOnce(4, n -> {
            var one = open(fresh);
            return one.writer().write(List.of(chat("7", NOON, "id:" + n, "x")));
        });

        assertThat(results).allMatch(result -> result.added() == 1);
        assertThat(opened.getLast().keeper().days()).hasSize(1);
    }

    @Test
    void ofSeveralWhoWriteTheSameOneAddsItAndNothingIsLost() throws Exception {
        var stores = List.of(open(settings), open(settings), open(settings));

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
    void whateverComesInWhateverOrderTheStoreHasWhatAModelHas() {
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
            assertThat(store.writer().write(batch).added()).isEqualTo(expected[0]);
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

    // ---- reading

    @Test
    void aRoomsEventsAreFoundByTime() {
        var events = IntStream.range(0, 10)
                .mapToObj(i -> chat("7", NOON + i * DAY / 4, "id:" + i, "t" + i))
                .toList();
        store.writer().write(events);
        write(chat("8", NOON, "id:1", "of another room"));

        var query = EventQuery.between(NOON + DAY / 4, NOON + DAY).in(ROOM);
        assertThat(find(query)).containsExactlyElementsOf(events.subList(1, 4));
        assertThat(find(query.newestBeforeOldest()))
                .containsExactlyElementsOf(events.subList(1, 4).reversed());
        assertThat(find(EventQuery.all().in(Platform.BILIBILI, "unknown"))).isEmpty();
        assertThat(find(EventQuery.between(NOON + 90 * DAY, NOON + 99 * DAY))).isEmpty();
    }

    @Test
    void eventsOfOneMillisecondComeInTheOrderInWhichTheyWereStored() {
        var events = IntStream.range(0, 50)
                .mapToObj(i -> chat("7", NOON, "id:" + (i * 37 % 50), "t" + i))
                .toList();
        store.writer().write(events.subList(0, 20));
        store.writer().write(events.subList(20, 50));

        assertThat(find(everything().in(ROOM))).containsExactlyElementsOf(events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "3xabc", "007", "99999999999999999999", "中\u0000'"})
    void aUsersEventsAreFound(String id) {
        var user = User.of(id, "name");
        var mine = chat("7", NOON, "id:1", user, "mine");
        var elsewhere = chat("8", NOON + DAY, "id:2", user, "elsewhere");
        write(
                mine,
                elsewhere,
                chat("7", NOON, "id:3", User.of(id + "1", "name"), "another's"),
                chat("7", NOON, "id:4", User.of(null, "name"), "nobody's"),
                on(Platform.DOUYU, chat("7", NOON, "id:5", user, "on another platform")));

        assertThat(find(everything().in(ROOM).by(Platform.BILIBILI, id))).containsExactly(mine);
        assertThat(find(everything().by(Platform.BILIBILI, id))).containsExactly(mine, elsewhere);
        assertThat(store.reader()
                        .page(everything().by(Platform.BILIBILI, id), null, 1)
                        .events())
                .containsExactly(mine);
    }

    @Test
    void eventsAreFoundByType() {
        var enter = Events.of("7", NOON, "id:1", new Enter(User.of("1", "a")));
        var gap = Events.of("7", NOON + 1, "id:2", new Gap(NOON, NOON + 5, "reconnect", 3L));
        write(enter, gap, chat("7", NOON + 2, "id:3", "x"));

        assertThat(find(everything().types("gap"))).containsExactly(gap);
        assertThat(find(everything().in(ROOM).types("gap", "enter"))).containsExactly(enter, gap);
        assertThatThrownBy(() -> find(everything().types("nonsense")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("superchat");
    }

    @ParameterizedTest
    @MethodSource("words")
    void wordsAreFoundInWhatWasSaid(String words, String expected) {
        write(
                chat("7", NOON, "id:1", "主播好厉害"),
                chat("7", NOON + 1, "id:2", "Hello World"),
                chat("8", NOON + 2, "id:3", "nice 😀👍🏽"),
                chat("7", NOON + DAY, "id:4", "ＶＩＰ666"),
                chat("7", NOON + DAY, "id:5", "100%_\\ '';-- x"),
                Events.of(
                        "7",
                        NOON + DAY + 1,
                        "id:6",
                        new SuperChat(
                                User.of("1", "主"), "谢谢主播", new Price(1, "CNY/1000", true), 30L)),
                Events.of("7", NOON + DAY + 2, "id:7", new Notice("哈哈哈")),
                on(Platform.DOUYU, chat("7", NOON + DAY + 3, "id:8", "ﾊﾛｰ")),
                Events.of("7", NOON, "id:9", new Enter(User.of("1", "主播 nobody said"))));

        var keys = find(everything().saying(words)).stream().map(Event::key).toList();

        assertThat(keys)
                .containsExactlyElementsOf(Arrays.stream(expected.split("\\|"))
                        .filter(number -> !number.isEmpty())
                        .map("id:"::concat)
                        .toList());
    }

    /** Words, and the numbers of the events that say them. */
    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("主播", "1|6"),
                Arguments.of("播", "1|6"),
                Arguments.of("播主", ""),
                Arguments.of("好厉害", "1"),
                Arguments.of("HELLO", "2"),
                Arguments.of("ello w", "2"),
                Arguments.of("😀", "3"),
                Arguments.of("👍🏽", "3"),
                Arguments.of("vip666", "4"),
                Arguments.of("ＶＩＰ", "4"),
                Arguments.of("%", "5"),
                Arguments.of("_", "5"),
                Arguments.of("100%_", "5"),
                Arguments.of("\\", "5"),
                Arguments.of("'';--", "5"),
                Arguments.of("\"\"", ""),
                Arguments.of("*", ""),
                Arguments.of("NEAR", ""),
                Arguments.of("哈", "7"),
                Arguments.of("哈哈哈", "7"),
                Arguments.of("哈哈哈哈", ""),
                Arguments.of("ハロー", "8"),
                Arguments.of("nowhere", ""));
    }

    @Test
    void wordsAreFoundInOneRoomAndWithinATime() {
        var here = chat("7", NOON, "id:1", "主播好");
        write(here, chat("8", NOON, "id:1", "主播好"), chat("7", NOON + 1000, "id:2", "主播好"));

        assertThat(find(EventQuery.between(NOON, NOON + 1000).in(ROOM).saying("主播")))
                .containsExactly(here);
        assertThat(find(everything().saying("\u0000"))).isEmpty();
        assertThat(find(everything().saying("好".repeat(100_000)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pagesHaveEverythingOnceThoughMoreIsStoredInBetween(boolean newestFirst) {
        var random = new Random(7);
        var events = new ArrayList<Event>();
        for (var i = 0; i < 300; i++) {
            // few different times, so that pages end between events of one millisecond
            var at = NOON + random.nextInt(3) * DAY + random.nextInt(5);
            events.add(on(
                    Platform.values()[random.nextInt(3)],
                    chat("" + random.nextInt(3), at, "id:" + i, "t" + i)));
        }
        store.writer().write(events);
        var query = newestFirst ? EventQuery.all().newestBeforeOldest() : EventQuery.all();
        var before = find(query);

        var paged = new ArrayList<Event>();
        String cursor = null;
        var round = 0;
        do {
            var page = store.reader().page(query, cursor, 1 + random.nextInt(20));
            paged.addAll(page.events());
            cursor = page.next();
            var at = NOON + random.nextInt(3) * DAY + random.nextInt(5);
            write(chat("new", at, "id:" + round++, "in between"));
        } while (cursor != null);

        paged.removeIf(event -> "new".equals(event.room()));
        assertThat(before).hasSize(300);
        assertThat(paged).containsExactlyElementsOf(before);
    }

    @Test
    void thePageThatEndsWithTheLastEventIsTheLast() {
        write(chat("7", NOON, "id:1", "a"), chat("7", NOON, "id:2", "b"));

        var page = store.reader().page(everything(), null, 2);

        assertThat(page.events()).hasSize(2);
        assertThat(page.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!!", "MTox", "MToxOjE6MTsgRFJPUCBUQUJMRQ", "中"})
    void whatIsNoCursorIsRefused(String cursor) {
        assertThatThrownBy(() -> store.reader().page(everything(), cursor, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStreamMayBeClosedBeforeItsEndAndTwice() {
        store.writer()
                .write(IntStream.range(0, 2000)
                        .mapToObj(i -> chat("7", NOON + i, "id:" + i, "t"))
                        .toList());

        // more often than there are connections
        for (var i = 0; i < 20; i++) {
            var stream = store.reader().stream(everything());
            assertThat(stream.next().key()).isEqualTo("id:0");
            stream.close();
            stream.close();
            assertThat(stream.hasNext()).isFalse();
        }
    }

    @Test
    void eventsAreCountedByMinuteAndType() {
        var minute = NOON / 60_000 * 60_000;
        write(
                chat("7", minute, "id:1", "x"),
                chat("7", minute + 59_999, "id:2", "x"),
                Events.of("7", minute + 1, "id:3", new Enter(User.of("1", "a"))),
                chat("7", minute + 60_000, "id:4", "x"),
                chat("8", minute, "id:1", "x"),
                chat("7", minute + DAY, "id:5", "x"));

        assertThat(store.reader().countByMinute(Platform.BILIBILI, "7", minute, minute + DAY + 1))
                .containsExactly(
                        new MinuteCount(minute, "chat", 2),
                        new MinuteCount(minute, "enter", 1),
                        new MinuteCount(minute + 60_000, "chat", 1),
                        new MinuteCount(minute + DAY, "chat", 1));
        assertThat(store.reader()
                        .countByMinute(Platform.BILIBILI, "7", minute + 1, minute + 59_999))
                .containsExactly(new MinuteCount(minute, "enter", 1));
        assertThat(store.reader().countByMinute(Platform.BILIBILI, "none", 0, NOON))
                .isEmpty();
    }

    @Test
    void hostileTextsDoNoHarmAnywhere() {
        var random = new Random(11);
        var events = new ArrayList<Event>();
        for (var i = 0; i < 300; i++) {
            var user = User.of(hostile(random), hostile(random));
            var body = new Chat(user, hostile(random), hostile(random), null, hostile(random));
            events.add(new Event(
                    Platform.values()[i % 3],
                    cut("r" + hostile(random)),
                    NOON + i,
                    NOON + i + random.nextInt(3),
                    i + hostile(random),
                    hostile(random),
                    epoch(random.nextInt(3)),
                    body,
                    hostile(random)));
        }

        assertThat(store.writer().write(events).added()).isEqualTo(300);

        var found = lines(all());
        assertThat(found).hasSameSizeAs(events);
        for (var i = 0; i < found.size(); i++) {
            assertThat(readable(found.get(i))).isEqualTo(readable(lines(events).get(i)));
        }
        for (var event : events) {
            var chat = (Chat) event.body();
            var room = String.valueOf(event.room());
            assertThat(find(everything().in(event.platform(), room))).contains(normal(event));
            var id = String.valueOf(chat.user().id());
            if (!id.isEmpty()) {
                assertThat(find(everything().by(event.platform(), id))).contains(normal(event));
            }
            if (!dev.danmaku.store.row.Folding.fold(chat.text()).isEmpty()) {
                assertThat(find(everything().saying(chat.text()))).contains(normal(event));
            }
        }
    }

    private static String readable(String text) {
        return text.chars()
                .mapToObj(c -> c < 0x20 || c >= 0x7f ? "<%x>".formatted(c) : "" + (char) c)
                .collect(java.util.stream.Collectors.joining());
    }

    /** As it is written: what is empty is absent. */
    private static Event normal(Event event) {
        return EventParser.parse(dev.danmaku.event.EventJson.toJson(event));
    }

    private static String hostile(Random random) {
        var parts = List.of(
                "'",
                "\"",
                "\\",
                "\u0000",
                "\ud83d",
                "\ude00",
                "😀",
                "中",
                "%",
                "_",
                "; DROP TABLE event; --",
                "$1",
                "?",
                "{}",
                "NULL",
                "\n",
                "\u202e",
                "\u001b[2J",
                "A",
                " ",
                "\\u0000",
                "p:",
                "*",
                ":");
        var text = new StringBuilder();
        for (var i = random.nextInt(6); i > 0; i--) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return random.nextInt(20) == 0 ? text.toString().repeat(10) : text.toString();
    }

    private static String cut(String room) {
        return room.substring(0, Math.min(200, room.length()));
    }

    @Test
    void aVeryLongTextIsStoredAndFound() {
        var text = "长".repeat(500_000) + "尾巴";
        var event = chat("7", NOON, "id:1", text);
        write(event);

        assertThat(find(everything().saying("尾巴"))).containsExactly(event);
    }

    // ---- keeping

    @Test
    void daysThatAreTooOldGoAndTheNextOnesAreMade() {
        for (var day = 0; day < 5; day++) {
            write(chat("7", NOON + day * DAY, "id:1", "day " + day));
        }
        write(on(Platform.DOUYU, chat("7", NOON, "id:1", "another platform's")));
        var keeper = open(keeping(new Keep(2, 0))).keeper();

        var gone = keeper.keep(Instant.ofEpochMilli(NOON + 4 * DAY));

        assertThat(gone)
                .extracting(StoredDay::day)
                .containsExactly(
                        LocalDate.of(2026, 11, 20),
                        LocalDate.of(2026, 11, 21),
                        LocalDate.of(2026, 11, 22));
        assertThat(texts(all())).containsExactly("another platform's", "day 3", "day 4");
        assertThat(keeper.days())
                .filteredOn(day -> day.platform() == Platform.BILIBILI)
                .extracting(StoredDay::day)
                .contains(LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 26));
        assertThat(keeper.keep(Instant.ofEpochMilli(NOON + 4 * DAY))).isEmpty();
    }

    @Test
    void theOldestDaysGoWhereThereIsTooMuch() {
        for (var day = 0; day < 4; day++) {
            var at = NOON + day * DAY;
            store.writer()
                    .write(IntStream.range(0, 1000)
                            .mapToObj(i -> chat("7", at + i, "id:" + i, ("text" + i).repeat(60)))
                            .toList());
        }
        var sizes = store.keeper().days().stream().mapToLong(StoredDay::bytes).toArray();
        assertThat(Arrays.stream(sizes)).allMatch(bytes -> bytes > 300_000 && bytes < 3_000_000);
        var mebibytes = (int) ((sizes[2] + sizes[3]) / (1 << 20)) + 1;
        var keeper = open(keeping(new Keep(0, mebibytes))).keeper();

        var gone = keeper.keep(Instant.ofEpochMilli(NOON + 3 * DAY));

        assertThat(gone).isNotEmpty();
        var left = keeper.days().stream()
                .filter(day -> day.platform() == Platform.BILIBILI)
                .mapToLong(StoredDay::bytes)
                .sum();
        assertThat(left).isLessThanOrEqualTo((long) mebibytes << 20);
        assertThat(find(everything().newestBeforeOldest()).getFirst().at())
                .isEqualTo(NOON + 3 * DAY + 999);
    }

    @Test
    void todayStaysHoweverLargeItIs() {
        store.writer()
                .write(IntStream.range(0, 3000)
                        .mapToObj(i -> chat("7", NOON + i, "id:" + i, "x".repeat(500)))
                        .toList());

        assertThat(open(keeping(new Keep(0, 1))).keeper().keep(Instant.ofEpochMilli(NOON)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "3xabc"})
    void whoIsErasedIsNowhereLeft(String id) {
        var user = User.of(id, "张三");
        var other = User.of("99", "other");
        var ranks = new Rank(List.of(new Ranked(user, 5L), new Ranked(other, 3L)), "day");
        var listed =
                new Event(Platform.BILIBILI, "7", NOON, NOON, "id:4", null, null, ranks, "raw 张三");
        var answer = Events.of("7", NOON + 2, "id:5", new Chat(other, "对", null, null, "张三"));
        var stays = chat("7", NOON + 3, "id:6", other, "秘密 is mine");
        var elsewhere = on(Platform.DOUYU, chat("7", NOON, "id:7", user, "somebody else"));
        write(
                chat("7", NOON, "id:1", user, "秘密一"),
                chat("8", NOON + DAY, "id:2", user, "秘密二"),
                Events.of("7", NOON, "id:3", new Enter(user)),
                listed,
                answer,
                stays,
                elsewhere);

        var erased = store.keeper().erase(Platform.BILIBILI, id);

        assertThat(erased).isEqualTo(new Erased(3, 2));
        assertThat(all())
                .containsExactlyInAnyOrder(
                        new Event(
                                Platform.BILIBILI,
                                "7",
                                NOON,
                                NOON,
                                "id:4",
                                null,
                                null,
                                new Rank(List.of(new Ranked(other, 3L)), "day"),
                                null),
                        answer.saying(new Chat(other, "对", null, null, null)),
                        stays,
                        elsewhere);
        assertThat(find(everything().saying("秘密"))).containsExactly(stays);
        assertThat(store.keeper().erase(Platform.BILIBILI, id)).isEqualTo(new Erased(0, 0));
    }

    @Test
    void moreThanAFewEventsAreErased() {
        var user = User.of("42", "n");
        store.writer()
                .write(IntStream.range(0, 1700)
                        .mapToObj(i -> chat(
                                "7",
                                NOON + i,
                                "id:" + i,
                                i % 5 == 0 ? User.of("1", "n") : user,
                                "t" + i))
                        .toList());

        assertThat(store.keeper().erase(Platform.BILIBILI, "42").deleted()).isEqualTo(1360);
        assertThat(all()).hasSize(340);
    }

    @Test
    void usersAreStoredUnderPseudonymsWhereThereIsAKey() {
        var hidden = open(pseudonymous());
        var user = new User("42", "张三", "https://example.org/a.png", 7, null, null, false);
        var answer = new Chat(User.of("43", "b"), "对", null, null, "张三");
        hidden.writer()
                .write(List.of(
                        chat("7", NOON, "id:1", user, "hi"),
                        chat("8", NOON + 1, "id:2", user, "again"),
                        new Event(
                                Platform.BILIBILI,
                                "7",
                                NOON + 2,
                                NOON,
                                "id:3",
                                null,
                                null,
                                answer,
                                "raw 张三")));

        var found = all();

        var first = ((Chat) found.getFirst().body()).user();
        var pseudonym = String.valueOf(first.id());
        assertThat(lines(found))
                .noneMatch(line -> line.contains("张三")
                        || line.contains("\"42\"")
                        || line.contains("example.org"));
        assertThat(first.level()).isEqualTo(7);
        assertThat(((Chat) found.get(2).body()).replyTo()).isEqualTo(first.name());
        assertThat(find(everything().by(Platform.BILIBILI, pseudonym))).hasSize(2);
        assertThat(hidden.keeper().erase(Platform.BILIBILI, "42")).isEqualTo(new Erased(2, 1));
    }

    @Test
    void aPseudonymIsTheSameUnderTheSameKeyOnly() {
        var one = new Pseudonyms("0123456789abcdef").ofId(Platform.DOUYU, "42");

        assertThat(new Pseudonyms("0123456789abcdef").ofId(Platform.DOUYU, "42"))
                .isEqualTo(one);
        assertThat(new Pseudonyms("0123456789abcdeg").ofId(Platform.DOUYU, "42"))
                .isNotEqualTo(one);
        assertThat(new Pseudonyms("0123456789abcdef").ofId(Platform.BILIBILI, "42"))
                .isNotEqualTo(one);
    }

    // ---- helpers

    WriteResult write(Event... events) {
        return store.writer().write(List.of(events));
    }

    List<Event> all() {
        return find(EventQuery.all());
    }

    static EventQuery everything() {
        return EventQuery.all();
    }

    List<Event> find(EventQuery query) {
        var found = new ArrayList<Event>();
        try (var stream = store.reader().stream(query)) {
            stream.forEachRemaining(found::add);
        }
        return found;
    }

    private static void assertSorted(List<Event> events) {
        for (var i = 1; i < events.size(); i++) {
            assertThat(events.get(i).at())
                    .isGreaterThanOrEqualTo(events.get(i - 1).at());
        }
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

    private StoreSettings keeping(Keep keep) {
        return with(Secret.NONE, Map.of(Platform.BILIBILI, keep));
    }

    private StoreSettings pseudonymous() {
        return with(Secret.of("a key of an operator"), Map.of());
    }

    private StoreSettings with(Secret key, Map<Platform, Keep> keep) {
        return new StoreSettings(
                settings.place(), Secret.NONE, 4, Duration.ofSeconds(30), key, keep);
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
