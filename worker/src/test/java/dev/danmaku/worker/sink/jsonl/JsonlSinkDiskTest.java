package dev.danmaku.worker.sink.jsonl;

import static dev.danmaku.worker.sink.Chats.chats;
import static dev.danmaku.worker.sink.Chats.file;
import static dev.danmaku.worker.sink.Chats.lines;
import static dev.danmaku.worker.sink.Chats.read;
import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** On a disk that is full, and at the end. */
@Timeout(30)
class JsonlSinkDiskTest extends SinksOnDisk {
    @Test
    void onAFullDiskNothingIsLostAndItGoesOnAtTheExactByte() throws Exception {
        var lane = sink().open(room(1), NOTHING);
        var first = chats(room(1), 0, 10);
        disk.free(333);

        lane.offer(first);
        var flush = lane.flush();
        await().until(() -> disk.refused.get() >= 3);
        assertThat(flush).isNotDone();
        assertThat(read(file(data, room(1)))).hasSizeLessThanOrEqualTo(333).isNotEmpty();
        assertThat(metrics.get("danmaku.sink.away").gauge().value()).isEqualTo(1);
        assertThat(metrics.get("danmaku.sink.failures").counter().count())
                .isGreaterThanOrEqualTo(3);

        disk.free(Long.MAX_VALUE);
        written(flush);
        assertThat(read(file(data, room(1)))).isEqualTo(lines(first));
        assertThat(metrics.get("danmaku.sink.away").gauge().value()).isZero();
    }

    @Test
    void onAFullDiskLanesFillUpAndResumeWhenThereIsSpace() throws Exception {
        var drained = new AtomicInteger();
        var sink = sink(8, 64, NEVER, 8);
        var lane = sink.open(room(1), drained::incrementAndGet);
        disk.free(0);
        lane.offer(chats(room(1), 0, 1));
        var flush = lane.flush();
        await().until(() -> disk.refused.get() > 0);

        var offered = 1;
        while (lane.offer(chats(room(1), offered, 1))) {
            offered++;
        }
        offered++;
        assertThat(offered).isEqualTo(9);
        // the frame that came while the socket was being stopped is kept as well
        assertThat(lane.offer(chats(room(1), offered, 20))).isFalse();
        assertThat(drained).hasValue(0);

        disk.free(Long.MAX_VALUE);
        written(flush);
        await().until(() -> drained.get() == 1);
        written(lane.flush());
        assertThat(read(file(data, room(1)))).isEqualTo(lines(chats(room(1), 0, 29)));
    }

    @Test
    void aFolderThatCannotBeMadeIsTriedAgain() throws Exception {
        Files.writeString(data.resolve("events"), "in the way");
        var lane = sink().open(room(1), NOTHING);
        lane.offer(chats(room(1), 0, 1));
        var flush = lane.flush();
        await().until(() -> metrics.get("danmaku.sink.away").gauge().value() == 1);

        Files.delete(data.resolve("events"));

        written(flush);
        assertThat(read(file(data, room(1)))).isEqualTo(lines(chats(room(1), 0, 1)));
    }

    @Test
    void aCleanCloseWritesEverything() throws Exception {
        var sink = sink();
        for (var n = 0; n < 100; n++) {
            sink.open(room(n), NOTHING).offer(chats(room(n), 0, 10));
        }

        var leftover = sink.close(Duration.ofSeconds(10));

        assertThat(leftover.isNothing()).isTrue();
        for (var n = 0; n < 100; n++) {
            assertThat(read(file(data, room(n)))).isEqualTo(lines(chats(room(n), 0, 10)));
        }
    }

    @Test
    void aCloseOnAFullDiskIsBoundedAndTellsWhatIsLeft() throws Exception {
        var sink = sink();
        var lane = sink.open(room(1), NOTHING);
        disk.free(0);
        lane.offer(chats(room(1), 0, 1));
        var flush = lane.flush();
        await().until(() -> disk.refused.get() > 0);
        lane.offer(chats(room(1), 1, 5));

        var leftover = sink.close(Duration.ofMillis(50));

        assertThat(leftover.events()).isEqualTo(5);
        assertThat(leftover.bytes())
                .isEqualTo(lines(chats(room(1), 0, 1)).getBytes("UTF-8").length);
        assertThat(flush).isNotDone();
        assertThat(sink.close(Duration.ofMillis(1))).isEqualTo(leftover);
    }

    @Test
    void aCloseCountsWhatWasTakenAndNotYetEncoded() throws Exception {
        var sink = sink(10_000, 65_536, NEVER, 8);
        var lane = sink.open(room(1), NOTHING);
        disk.free(0);
        lane.offer(chats(room(1), 0, 5000));
        lane.flush();
        await().until(() -> disk.refused.get() > 0);

        var leftover = sink.close(Duration.ofMillis(50));

        var encoded = 0L;
        var events = 0;
        while (encoded < leftover.bytes()) {
            encoded += lines(chats(room(1), events++, 1)).getBytes("UTF-8").length;
        }
        assertThat(events + leftover.events()).isEqualTo(5000);
        assertThat(leftover.events()).isPositive();
    }
}
