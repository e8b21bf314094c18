package dev.danmaku.worker.sink.jsonl;

import static dev.danmaku.worker.sink.Chats.chat;
import static dev.danmaku.worker.sink.Chats.chats;
import static dev.danmaku.worker.sink.Chats.file;
import static dev.danmaku.worker.sink.Chats.lines;
import static dev.danmaku.worker.sink.Chats.read;
import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.event.EventParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A writer, while other processes write to its files, mend their ends, compress them and drop them. */
@Timeout(60)
class BesideOthersTest extends SinksOnDisk {
    private final FaultyDisk otherDisk = new FaultyDisk();

    private void aDayLater() throws Exception {
        clock.advance(Duration.ofDays(1));
        allRest();
    }

    private String readAll() throws Exception {
        return JsonlFolders.read(data);
    }

    @Test
    void aLineThatAFullDiskCutAndAnotherProcessMendedIsWrittenAnew() throws Exception {
        // at each byte of the second line, and at its both ends
        var firstBytes = lines(chats(room(1), 0, 1)).getBytes("UTF-8").length;
        for (var cut = firstBytes; cut <= 2 * firstBytes; cut += 7) {
            var room = room(cut);
            var mine = sink().open(room, NOTHING);
            disk.free(cut);
            mine.offer(chats(room, 0, 5));
            var before = disk.refused.get();
            var flush = mine.flush();
            await().pollInterval(SOON).until(() -> disk.refused.get() > before);
            assertThat(file(data, room)).hasSize(cut);

            var other = sink(otherDisk).open(room, NOTHING);
            other.offer(chats(room, 100, 3));
            written(other.flush());
            disk.free(Long.MAX_VALUE);
            written(flush);
            other.offer(chats(room, 103, 3));
            written(other.flush());

            var expected = Stream.concat(chats(room, 0, 5).stream(), chats(room, 100, 6).stream());
            assertThat(read(file(data, room)).lines().map(EventParser::parse))
                    .containsExactlyInAnyOrderElementsOf(expected.toList());
        }
    }

    @Test
    void aLineThatAFullDiskCutIsWrittenAnewAlsoWhenItsFileIsCompressedMeanwhile() throws Exception {
        var lane = sink().open(room(1), NOTHING);
        disk.free(333);
        lane.offer(chats(room(1), 0, 10));
        var flush = lane.flush();
        await().pollInterval(SOON).until(() -> disk.refused.get() > 0);

        aDayLater();
        housekeeper().round();
        // the cut of the torn line was a change of the file
        allRest();
        housekeeper().round();
        assertThat(file(data, room(1)).resolveSibling("2026-11-21.jsonl.zst")).exists();
        disk.free(Long.MAX_VALUE);
        written(flush);

        assertThat(readAll()).isEqualTo(lines(chats(room(1), 0, 10)));
    }

    @Test
    void lateEventsOfACompressedDayMakeANewFileThatIsAddedLater() throws Exception {
        var lane = sink().open(room(1), NOTHING);
        lane.offer(chats(room(1), 0, 10));
        written(lane.flush());
        aDayLater();
        housekeeper().round();
        var file = file(data, room(1));
        assertThat(file).doesNotExist();

        lane.offer(chats(room(1), 10, 5));
        written(lane.flush());
        lane.offer(chats(room(1), 15, 5));
        written(lane.flush());

        assertThat(read(file)).isEqualTo(lines(chats(room(1), 10, 10)));
        assertThat(readAll()).isEqualTo(lines(chats(room(1), 0, 20)));
        allRest();
        housekeeper().round();
        assertThat(file).doesNotExist();
        assertThat(readAll()).isEqualTo(lines(chats(room(1), 0, 20)));
    }

    @Test
    void whoStoodStillRightBeforeAWriteWritesAgainWhereItCounts() throws Exception {
        var lane = sink().open(room(1), NOTHING);
        lane.offer(chats(room(1), 0, 10));
        written(lane.flush());
        disk.meanwhile.set(() -> {
            try {
                aDayLater();
                housekeeper().round();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        lane.offer(chats(room(1), 10, 5));
        written(lane.flush());

        assertThat(file(data, room(1)).resolveSibling("2026-11-21.jsonl.zst")).exists();
        assertThat(readAll()).isEqualTo(lines(chats(room(1), 0, 15)));
    }

    @Test
    void lateEventsWaitWhileTheirFileIsTakenAway() throws Exception {
        var lane = sink().open(room(1), NOTHING);
        lane.offer(chats(room(1), 0, 1));
        written(lane.flush());
        aDayLater();
        lane.offer(chats(room(1), 1, 1));

        var taker = new WriteTurn(JsonlSink.events(data)).toTakeAway();
        var flush = lane.flush();
        await().until(() -> metrics.get("danmaku.sink.failures").counter().count() > 0);
        assertThat(flush).isNotDone();
        taker.close();

        written(flush);
        assertThat(readAll()).isEqualTo(lines(chats(room(1), 0, 2)));
    }

    @Test
    void aDayThatIsDroppedUnderAnOpenWriterIsBegunAnew() throws Exception {
        var lane = sink().open(room(1), NOTHING);
        lane.offer(chats(room(1), 0, 1));
        written(lane.flush());
        aDayLater();
        Files.delete(file(data, room(1)));
        Files.delete(file(data, room(1)).getParent());

        lane.offer(chats(room(1), 1, 1));
        written(lane.flush());

        assertThat(readAll()).isEqualTo(lines(chats(room(1), 1, 1)));
    }

    @Test
    void whenTheDayTurnsBothDaysAreWrittenToTheirFiles() throws Exception {
        clock.moveTo(Instant.parse("2026-11-21T23:59:59.990Z"));
        var lane = sink().open(room(1), NOTHING);
        var before = chat(room(1), "before", Instant.parse("2026-11-21T23:59:59.999Z"));
        var after = chat(room(1), "after", Instant.parse("2026-11-22T00:00:00Z"));
        lane.offer(List.of(before, after));
        written(lane.flush());
        clock.moveTo(Instant.parse("2026-11-22T00:00:00.500Z"));
        lane.offer(List.of(before, after));
        written(lane.flush());

        assertThat(read(file(data, room(1), "2026-11-21")))
                .isEqualTo(lines(List.of(before, before)));
        assertThat(read(file(data, room(1), "2026-11-22"))).isEqualTo(lines(List.of(after, after)));
    }

    @Test
    void aFragmentThatAppearsBetweenTwoWritesIsCutOff() throws Exception {
        var lane = sink().open(room(1), NOTHING);
        lane.offer(chats(room(1), 0, 1));
        written(lane.flush());
        // a process that was killed in the middle of its write
        Files.writeString(file(data, room(1)), "{\"v\":1,\"te", StandardOpenOption.APPEND);

        lane.offer(chats(room(1), 1, 1));
        written(lane.flush());

        assertThat(read(file(data, room(1)))).isEqualTo(lines(chats(room(1), 0, 2)));
    }
}
