package dev.danmaku.store;

import static dev.danmaku.store.Events.DAY;
import static dev.danmaku.store.Events.NOON;
import static dev.danmaku.store.Events.chat;
import static dev.danmaku.store.Events.on;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.EventReader.MinuteCount;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Random;
import java.util.stream.IntStream;

/** How events are found again: by room and time, user and type, page by page and as a stream. */
interface ReadingContract extends OpenedStore {
    RoomId ROOM = new RoomId(Platform.BILIBILI, "7");

    @Test
    default void aRoomsEventsAreFoundByTime() {
        var events = IntStream.range(0, 10)
                .mapToObj(i -> chat("7", NOON + i * DAY / 4, "id:" + i, "t" + i))
                .toList();
        store().writer().write(events);
        write(chat("8", NOON, "id:1", "of another room"));

        var query = EventQuery.between(NOON + DAY / 4, NOON + DAY).in(ROOM);
        assertThat(find(query)).containsExactlyElementsOf(events.subList(1, 4));
        assertThat(find(query.newestBeforeOldest()))
                .containsExactlyElementsOf(events.subList(1, 4).reversed());
        assertThat(find(EventQuery.all().in(Platform.BILIBILI, "unknown"))).isEmpty();
        assertThat(find(EventQuery.between(NOON + 90 * DAY, NOON + 99 * DAY))).isEmpty();
    }

    @Test
    default void eventsOfOneMillisecondComeInTheOrderInWhichTheyWereStored() {
        var events = IntStream.range(0, 50)
                .mapToObj(i -> chat("7", NOON, "id:" + (i * 37 % 50), "t" + i))
                .toList();
        store().writer().write(events.subList(0, 20));
        store().writer().write(events.subList(20, 50));

        assertThat(find(everything().in(ROOM))).containsExactlyElementsOf(events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "3xabc", "007", "99999999999999999999", "中\u0000'"})
    default void aUsersEventsAreFound(String id) {
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
        assertThat(store().reader()
                        .page(everything().by(Platform.BILIBILI, id), null, 1)
                        .events())
                .containsExactly(mine);
    }

    @Test
    default void eventsAreFoundByType() {
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
    @ValueSource(booleans = {true, false})
    default void pagesHaveEverythingOnceThoughMoreIsStoredInBetween(boolean newestFirst) {
        var random = new Random(7);
        var events = new ArrayList<Event>();
        for (var i = 0; i < 300; i++) {
            // few different times, so that pages end between events of one millisecond
            var at = NOON + random.nextInt(3) * DAY + random.nextInt(5);
            events.add(on(
                    Platform.values()[random.nextInt(3)],
                    chat("" + random.nextInt(3), at, "id:" + i, "t" + i)));
        }
        store().writer().write(events);
        var query = newestFirst ? EventQuery.all().newestBeforeOldest() : EventQuery.all();
        var before = find(query);

        var paged = new ArrayList<Event>();
        String cursor = null;
        var round = 0;
        do {
            var page = store().reader().page(query, cursor, 1 + random.nextInt(20));
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
    default void thePageThatEndsWithTheLastEventIsTheLast() {
        write(chat("7", NOON, "id:1", "a"), chat("7", NOON, "id:2", "b"));

        var page = store().reader().page(everything(), null, 2);

        assertThat(page.events()).hasSize(2);
        assertThat(page.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!!", "MTox", "MToxOjE6MTsgRFJPUCBUQUJMRQ", "中"})
    default void whatIsNoCursorIsRefused(String cursor) {
        assertThatThrownBy(() -> store().reader().page(everything(), cursor, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aStreamMayBeClosedBeforeItsEndAndTwice() {
        store().writer()
                .write(IntStream.range(0, 2000)
                        .mapToObj(i -> chat("7", NOON + i, "id:" + i, "t"))
                        .toList());

        // more often than there are connections
        for (var i = 0; i < 20; i++) {
            var stream = store().reader().stream(everything());
            assertThat(stream.next().key()).isEqualTo("id:0");
            stream.close();
            stream.close();
            assertThat(stream.hasNext()).isFalse();
        }
    }

    @Test
    default void eventsAreCountedByMinuteAndType() {
        var minute = NOON / 60_000 * 60_000;
        write(
                chat("7", minute, "id:1", "x"),
                chat("7", minute + 59_999, "id:2", "x"),
                Events.of("7", minute + 1, "id:3", new Enter(User.of("1", "a"))),
                chat("7", minute + 60_000, "id:4", "x"),
                chat("8", minute, "id:1", "x"),
                chat("7", minute + DAY, "id:5", "x"));

        assertThat(store().reader().countByMinute(Platform.BILIBILI, "7", minute, minute + DAY + 1))
                .containsExactly(
                        new MinuteCount(minute, "chat", 2),
                        new MinuteCount(minute, "enter", 1),
                        new MinuteCount(minute + 60_000, "chat", 1),
                        new MinuteCount(minute + DAY, "chat", 1));
        assertThat(store().reader()
                        .countByMinute(Platform.BILIBILI, "7", minute + 1, minute + 59_999))
                .containsExactly(new MinuteCount(minute, "enter", 1));
        assertThat(store().reader().countByMinute(Platform.BILIBILI, "none", 0, NOON))
                .isEmpty();
    }
}
