package dev.danmaku.worker.sink.jsonl;

import static dev.danmaku.worker.sink.Chats.chats;
import static dev.danmaku.worker.sink.Chats.lines;
import static dev.danmaku.worker.sink.Chats.room;
import static dev.danmaku.worker.sink.jsonl.EventFilesTest.gzip;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;

import dev.danmaku.config.JsonlSettings;
import dev.danmaku.config.JsonlSettings.Compression;
import dev.danmaku.config.JsonlSettings.Fsync;
import dev.danmaku.config.StoreSettings.Keep;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.ManualClock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Folders as writers and crashes leave them, and who looks after them. */
abstract class JsonlFolders {
    static final String FIRST = lines(chats(room(1), 0, 500));
    static final String LATE = lines(chats(room(1), 500, 20));
    static final String LATER = lines(chats(room(1), 520, 3));

    @TempDir
    Path data;

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T01:00:00Z"));
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final FaultyDisk disk = new FaultyDisk();

    JsonlHousekeeper housekeeper(Compression compress, Keep keep) {
        var settings = new JsonlSettings(
                compress,
                Duration.ofHours(1),
                Fsync.NEVER,
                Duration.ofSeconds(1),
                Map.of(Platform.KUAISHOU, keep));
        return new JsonlHousekeeper(data, settings, disk, clock, new JsonlMetrics(metrics));
    }

    JsonlHousekeeper housekeeper(Compression compress) {
        return housekeeper(compress, Keep.ALL);
    }

    Path path(String name) {
        return data.resolve("events/kuaishou/room-1").resolve(name);
    }

    /** A file that nobody has changed for a while. */
    Path put(String name, byte[] bytes) throws IOException {
        var file = path(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return rest(file);
    }

    Path put(String name, String text) throws IOException {
        return put(name, text.getBytes(UTF_8));
    }

    Path rest(Path file) throws IOException {
        return Files.setLastModifiedTime(
                file, FileTime.from(clock.instant().minus(DayCompressor.QUIET)));
    }

    static byte[] compressed(Compression compress, String text) throws IOException {
        return compress == Compression.GZIP ? gzip(text) : Zstd.compress(text.getBytes(UTF_8));
    }

    List<String> names() throws IOException {
        return RoomFolder.names(path(""));
    }

    /** All that a reader finds of the room. */
    String read() throws IOException {
        return read(data);
    }

    static String read(Path data) throws IOException {
        var files = EventFiles.of(data);
        var all = new StringBuilder();
        for (var file : files.all().toList()) {
            try (var lines = files.open(file)) {
                for (var line = lines.next(); line != null; line = lines.next()) {
                    all.append(((EventLine.Whole) line).text()).append('\n');
                }
            }
        }
        assertThat(files.skipped()).isZero();
        return all.toString();
    }

    double counted(String name) {
        return metrics.get("danmaku.jsonl." + name).counter().count();
    }
}
