package dev.danmaku.worker.sink.jsonl;

import dev.danmaku.config.JsonlSettings;
import dev.danmaku.testing.ManualClock;
import dev.danmaku.worker.sink.Chats;
import dev.danmaku.worker.sink.SinkSettings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sinks on real files, with a disk that can fill up. */
abstract class SinksOnDisk {
    static final Runnable NOTHING = () -> {};
    static final Duration NEVER = Duration.ofHours(1);
    static final Duration SOON = Duration.ofMillis(5);

    @TempDir
    Path data;

    JsonlSettings files = JsonlSettings.DEFAULTS;
    final ManualClock clock = new ManualClock(Chats.NOON);
    final FaultyDisk disk = new FaultyDisk();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final List<JsonlSink> sinks = new ArrayList<>();

    @AfterEach
    void closeSinks() throws Exception {
        disk.free(Long.MAX_VALUE);
        for (var sink : sinks) {
            sink.close(Duration.ofSeconds(5));
        }
    }

    JsonlSink sink(int roomEvents, int totalEvents, Duration flushInterval, int openFiles) {
        return sink(disk, roomEvents, totalEvents, flushInterval, openFiles);
    }

    JsonlSink sink(
            FaultyDisk on, int roomEvents, int totalEvents, Duration flushInterval, int openFiles) {
        var settings = new SinkSettings(roomEvents, totalEvents, flushInterval, openFiles, SOON);
        var sink = JsonlSink.start(data, settings, files, metrics, on, clock);
        sinks.add(sink);
        return sink;
    }

    /** As another process would be: on the same folder, with a disk of its own. */
    JsonlSink sink(FaultyDisk on) {
        return sink(on, 1024, 65_536, NEVER, 1024);
    }

    JsonlHousekeeper housekeeper() {
        return new JsonlHousekeeper(data, files, new RealDisk(), clock, new JsonlMetrics(metrics));
    }

    /** No file changed for a while, as the clock that the test holds sees it. */
    void allRest() throws IOException {
        try (var all = Files.walk(data)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(
                        file, FileTime.from(clock.instant().minus(DayCompressor.QUIET)));
            }
        }
    }

    JsonlSink sink() {
        return sink(1024, 65_536, NEVER, 1024);
    }

    static void written(CompletableFuture<Void> flush) throws Exception {
        flush.get(10, TimeUnit.SECONDS);
    }
}
