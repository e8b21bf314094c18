package dev.danmaku.worker.sink.jsonl;

import static dev.danmaku.worker.sink.Chats.chat;
import static dev.danmaku.worker.sink.Chats.lines;
import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.JsonlSettings;
import dev.danmaku.config.JsonlSettings.Compression;
import dev.danmaku.event.Event;
import dev.danmaku.testing.ManualClock;
import dev.danmaku.worker.sink.EventSink;
import dev.danmaku.worker.sink.SinkSettings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Two writers with disks that fill up, and two housekeepers that mend and compress all the while: whatever was offered is there in the
 * end, each event once. All days are long over, so that every file may be taken away at any moment.
 */
class BesideOthersPropertyTest {
    private static final int ROOMS = 4;
    private static final int DAYS = 3;
    private static final int STEPS = 1500;

    @TempDir
    Path data;

    private final ManualClock clock = new ManualClock(Instant.now().plus(Duration.ofDays(7)));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicBoolean over = new AtomicBoolean();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 20261121})
    @Timeout(60)
    void everyEventIsThereOnce(long seed) throws Exception {
        var random = new Random(seed);
        var compress = random.nextBoolean() ? Compression.GZIP : Compression.ZSTD;
        var disks = List.of(new FaultyDisk(), new FaultyDisk());
        var sinks = disks.stream().map(this::sink).toList();
        var lanes = new ArrayList<EventSink.Lane>();
        for (var sink : sinks) {
            for (var n = 0; n < ROOMS; n++) {
                lanes.add(sink.open(room(n), () -> {}));
            }
        }
        var housekeepers = List.of(housekeeping(compress), housekeeping(compress));
        var offered = new ArrayList<Event>();

        for (var step = 0; step < STEPS; step++) {
            var which = random.nextInt(lanes.size());
            var disk = disks.get(which / ROOMS);
            switch (random.nextInt(12)) {
                case 0 -> disk.free(random.nextInt(2000));
                case 1 -> {
                    disk.free(Long.MAX_VALUE);
                    lanes.get(which).flush().get(30, TimeUnit.SECONDS);
                }
                case 2, 3 -> lanes.get(which).flush();
                default -> {
                    var day = Instant.parse("2026-11-20T12:00:00Z")
                            .plus(Duration.ofDays(random.nextInt(DAYS)));
                    var events = new ArrayList<Event>();
                    for (var n = random.nextInt(5); n >= 0; n--) {
                        events.add(chat(room(which % ROOMS), step + "小" + n, day));
                    }
                    offered.addAll(events);
                    lanes.get(which).offer(events);
                }
            }
        }

        disks.forEach(disk -> disk.free(Long.MAX_VALUE));
        CompletableFuture.allOf(
                        lanes.stream().map(EventSink.Lane::close).toArray(CompletableFuture[]::new))
                .get(30, TimeUnit.SECONDS);
        over.set(true);
        for (var housekeeper : housekeepers) {
            housekeeper.join();
        }
        for (var sink : sinks) {
            assertThat(sink.close(Duration.ofSeconds(5)).isNothing()).isTrue();
        }
        // not one assertion on all: it would print them all
        var found = JsonlFolders.read(data).lines().sorted().toList();
        var expected = lines(offered).lines().sorted().toList();
        assertThat(without(found, expected)).isEmpty();
        assertThat(without(expected, found)).isEmpty();
        assertThat(found).hasSameSizeAs(expected);
        assertThat(metrics.get("danmaku.jsonl.compressed.bytes").counter().count())
                .isPositive();
    }

    private static List<String> without(List<String> lines, List<String> others) {
        var rest = new HashSet<>(lines);
        others.forEach(rest::remove);
        return List.copyOf(rest);
    }

    private JsonlSink sink(FaultyDisk disk) {
        var settings =
                new SinkSettings(10_000, 100_000, Duration.ofMillis(50), 8, Duration.ofMillis(1));
        return JsonlSink.start(data, settings, JsonlSettings.DEFAULTS, metrics, disk, clock);
    }

    private Thread housekeeping(Compression compress) {
        var settings = new JsonlSettings(
                compress,
                Duration.ofHours(1),
                JsonlSettings.Fsync.NEVER,
                Duration.ofSeconds(1),
                Map.of());
        var housekeeper = new JsonlHousekeeper(
                data, settings, new FaultyDisk(), clock, new JsonlMetrics(metrics));
        return Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                housekeeper.round();
            }
        });
    }
}
