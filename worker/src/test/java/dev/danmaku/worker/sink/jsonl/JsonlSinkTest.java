package dev.danmaku.worker.sink.jsonl;

import static dev.danmaku.worker.sink.Chats.NOON;
import static dev.danmaku.worker.sink.Chats.chat;
import static dev.danmaku.worker.sink.Chats.chats;
import static dev.danmaku.worker.sink.Chats.file;
import static dev.danmaku.worker.sink.Chats.lines;
import static dev.danmaku.worker.sink.Chats.read;
import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.danmaku.event.Event;
import dev.danmaku.worker.sink.EventSink;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** On real files. */
@Timeout(30)
class JsonlSinkTest extends SinksOnDisk {
    @Test
    void everyEventIsALineInOrder() throws Exception {
        var lane = sink().open(room(1), NOTHING);
        var all = chats(room(1), 0, 3000);
        for (var event : all) {
            lane.offer(List.of(event));
            if (all.indexOf(event) % 700 == 0) {
                written(lane.flush());
            }
        }

        written(lane.flush());

        assertThat(read(file(data, room(1)))).isEqualTo(lines(all));
    }

    @Test
    void eventsAreWrittenWithinTheFlushIntervalWithoutAFlush() throws Exception {
        var lane = sink(1024, 65_536, Duration.ofMillis(200), 8).open(room(1), NOTHING);
        var began = System.nanoTime();

        lane.offer(chats(room(1), 0, 2));

        await().atMost(Duration.ofSeconds(5))
                .pollInterval(SOON)
                .until(() -> read(file(data, room(1))).equals(lines(chats(room(1), 0, 2))));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aFlushWritesItsOwnRoomOnly() throws Exception {
        var sink = sink();
        var one = sink.open(room(1), NOTHING);
        var other = sink.open(room(2), NOTHING);
        one.offer(chats(room(1), 0, 1));
        other.offer(chats(room(2), 0, 1));

        written(one.flush());

        assertThat(read(file(data, room(1)))).isNotEmpty();
        assertThat(read(file(data, room(2)))).isEmpty();
        assertThat(metrics.get("danmaku.jsonl.held.bytes").gauge().value())
                .isGreaterThanOrEqualTo(0);
    }

    @Test
    void aFlushOfALaneWithoutEventsIsDone() throws Exception {
        var lane = sink().open(room(1), NOTHING);

        written(lane.flush());
        written(lane.close());

        assertThat(data.resolve("events")).doesNotExist();
        assertThat(sinks.getFirst().close(Duration.ofSeconds(5)).isNothing()).isTrue();
    }

    @Test
    void aLaneThatIsClosedWithoutEventsLeavesTheOthersWritten() throws Exception {
        var sink = sink();
        var one = sink.open(room(1), NOTHING);
        written(sink.open(room(2), NOTHING).close());

        one.offer(chats(room(1), 0, 1));
        written(one.flush());

        assertThat(read(file(data, room(1)))).isEqualTo(lines(chats(room(1), 0, 1)));
    }

    @Test
    void eventsGoToTheFileOfTheUtcDayOfTheirReceipt() throws Exception {
        var lane = sink().open(room(1), NOTHING);
        var before = chat(room(1), "before midnight", Instant.parse("2026-11-21T23:59:59.999Z"));
        var after = chat(room(1), "after midnight", Instant.parse("2026-11-22T00:00:00Z"));

        lane.offer(List.of(before, after));
        written(lane.flush());

        assertThat(read(file(data, room(1), "2026-11-21"))).isEqualTo(lines(List.of(before)));
        assertThat(read(file(data, room(1), "2026-11-22"))).isEqualTo(lines(List.of(after)));
    }

    @Test
    void aFlushIsDoneOnlyWhenAllThatWasOfferedBeforeIsWrittenHoweverManyWritesThatTakes()
            throws Exception {
        var lane = sink(10_000, 65_536, NEVER, 8).open(room(1), NOTHING);
        for (var round = 0; round < 20; round++) {
            var before = disk.refused.get();
            disk.free(100_000);
            lane.offer(chats(room(1), round * 1000, 1000));
            var flush = lane.flush();
            await().pollInterval(SOON).until(() -> disk.refused.get() > before);
            assertThat(flush).isNotDone();
            disk.free(Long.MAX_VALUE);
            written(flush);
            assertThat(read(file(data, room(1)))).hasLineCount((round + 1) * 1000);
        }
    }

    @Test
    void aLineThatACrashTorIsCutOffBeforeTheNextBegins() throws Exception {
        var file = file(data, room(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"v\":1}\n{\"v\":1,\"pla");
        var lane = sink().open(room(1), NOTHING);

        lane.offer(chats(room(1), 0, 1));
        written(lane.flush());
        lane.offer(chats(room(1), 1, 1));
        written(lane.flush());

        assertThat(read(file)).isEqualTo("{\"v\":1}\n" + lines(chats(room(1), 0, 2)));
        assertThat(metrics.get("danmaku.jsonl.mended.bytes").counter().count()).isEqualTo(11);
    }

    @Test
    void aWholeFileIsContinuedAsItIs() throws Exception {
        var file = file(data, room(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"v\":1}\n");
        var lane = sink().open(room(1), NOTHING);

        lane.offer(chats(room(1), 0, 1));
        written(lane.flush());

        assertThat(read(file)).isEqualTo("{\"v\":1}\n" + lines(chats(room(1), 0, 1)));
    }

    @Test
    void moreRoomsThanOpenFilesAreAllWritten() throws Exception {
        var rooms = 40;
        var sink = sink(1024, 65_536, NEVER, 4);
        var lanes = new ArrayList<EventSink.Lane>();
        for (var n = 0; n < rooms; n++) {
            lanes.add(sink.open(room(n), NOTHING));
        }
        for (var round = 0; round < 5; round++) {
            for (var n = 0; n < rooms; n++) {
                lanes.get(n).offer(chats(room(n), round, 1));
                written(lanes.get(n).flush());
            }
        }

        for (var n = 0; n < rooms; n++) {
            assertThat(read(file(data, room(n)))).isEqualTo(lines(chats(room(n), 0, 5)));
        }
        assertThat(disk.mostOpen).hasValue(4);
    }

    @Test
    void aClosedLaneGivesItsFileBack() throws Exception {
        var lane = sink().open(room(1), NOTHING);
        lane.offer(chats(room(1), 0, 1));

        written(lane.close());

        await().until(() -> disk.open.get() == 0);
        assertThatThrownBy(() -> lane.offer(chats(room(1), 1, 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void halfASurrogatePairIsKeptAsAnEscape() throws Exception {
        var lane = sink().open(room(1), NOTHING);
        var halves = List.of(
                "\ud83d",
                "a\ud83d",
                "\ud83db",
                "\ude00",
                "\ude00\ud83d",
                "x".repeat(9000) + "\ud83d");
        var events = halves.stream().map(text -> chat(room(1), text, NOON)).toList();

        lane.offer(events);
        lane.offer(List.of(chat(room(1), "good 😀", NOON)));
        written(lane.flush());

        var lines = read(file(data, room(1))).lines().toList();
        assertThat(lines).hasSize(halves.size() + 1);
        assertThat(lines.getFirst()).contains("\"text\":\"\\uD83D\"");
        assertThat(lines.getLast()).contains("good 😀");
    }

    @Test
    void twoSinksOfOneFolderTearNoLines() throws Exception {
        var one = sink().open(room(1), NOTHING);
        var other = sink().open(room(1), NOTHING);
        var expected = new ArrayList<Event>();
        for (var round = 0; round < 50; round++) {
            one.offer(chats(room(1), round * 20, 10));
            other.offer(chats(room(1), round * 20 + 10, 10));
            var flush = one.flush();
            written(other.flush());
            written(flush);
            expected.addAll(chats(room(1), round * 20, 20));
        }

        assertThat(read(file(data, room(1))).lines())
                .containsExactlyInAnyOrderElementsOf(lines(expected).lines().toList());
    }
}
