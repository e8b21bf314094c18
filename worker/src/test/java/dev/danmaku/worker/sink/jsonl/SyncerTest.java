package dev.danmaku.worker.sink.jsonl;

import static dev.danmaku.worker.sink.Chats.chats;
import static dev.danmaku.worker.sink.Chats.file;
import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.JsonlSettings;
import dev.danmaku.config.JsonlSettings.Fsync;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What is forced onto the disk, and when. */
@Timeout(30)
class SyncerTest extends SinksOnDisk {
    private void policy(Fsync fsync, Duration interval) {
        files = new JsonlSettings(
                JsonlSettings.Compression.NONE, Duration.ofHours(1), fsync, interval, Map.of());
    }

    private Path[] withFolders(Path file) {
        return new Path[] {
            file, file.getParent(), data.resolve("events/kuaishou"), data.resolve("events"), data
        };
    }

    @Test
    void neverForcesNothingNotEvenAtTheEnd() throws Exception {
        var sink = sink();
        var lane = sink.open(room(1), NOTHING);
        lane.offer(chats(room(1), 0, 1));
        written(lane.flush());
        sink.close(Duration.ofSeconds(5));

        assertThat(disk.synced).isEmpty();
    }

    @Test
    void anIntervalForcesEachFileThatWasWrittenOnceAndItsFolders() throws Exception {
        policy(Fsync.INTERVAL, Duration.ofMillis(100));
        var lane = sink().open(room(1), NOTHING);
        for (var n = 0; n < 3; n++) {
            disk.synced.clear();
            lane.offer(chats(room(1), n, 1));
            written(lane.flush());
            await().until(() -> disk.synced.contains(data));
            assertThat(disk.synced).containsExactly(withFolders(file(data, room(1))));
        }
    }

    @Test
    void withAnIntervalAFlushWaitsForNoDisk() throws Exception {
        policy(Fsync.INTERVAL, Duration.ofMillis(100));
        disk.syncsRefused = true;
        var lane = sink().open(room(1), NOTHING);
        lane.offer(chats(room(1), 0, 1));

        written(lane.flush());

        await().until(() -> metrics.get("danmaku.jsonl.sync.errors").counter().count() > 0);
        disk.syncsRefused = false;
        await().until(() -> disk.synced.contains(file(data, room(1))));
    }

    @Test
    void theEndForcesWhatTheLastIntervalLeft() throws Exception {
        policy(Fsync.INTERVAL, Duration.ofHours(1));
        var sink = sink();
        for (var n = 0; n < 3; n++) {
            sink.open(room(n), NOTHING).offer(chats(room(n), 0, 1));
        }
        sink.close(Duration.ofSeconds(5));

        assertThat(disk.synced)
                .contains(file(data, room(0)), file(data, room(1)), file(data, room(2)), data)
                .doesNotHaveDuplicates();
    }

    @Test
    void alwaysTellsAFlushOnlyWhenItsFilesAreSafe() throws Exception {
        policy(Fsync.ALWAYS, Duration.ofHours(1));
        disk.syncsRefused = true;
        var sink = sink();
        var lane = sink.open(room(1), NOTHING);
        var other = sink.open(room(2), NOTHING);
        other.offer(chats(room(2), 0, 1));
        lane.offer(chats(room(1), 0, 1));
        var flush = lane.flush();
        await().until(() -> metrics.get("danmaku.jsonl.sync.errors").counter().count() > 0);
        assertThat(flush).isNotDone();

        disk.syncsRefused = false;
        written(flush);

        assertThat(disk.synced).containsExactly(withFolders(file(data, room(1))));
        written(lane.flush());
        assertThat(disk.synced).hasSize(5);
    }

    @Test
    void alwaysForcesAlsoWhatNobodyFlushesAfterTheInterval() throws Exception {
        policy(Fsync.ALWAYS, Duration.ofMillis(100));
        var lane = sink(1024, 65_536, Duration.ofMillis(50), 8).open(room(1), NOTHING);

        lane.offer(chats(room(1), 0, 1));

        await().until(() -> disk.synced.contains(file(data, room(1))));
    }
}
