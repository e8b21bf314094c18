package dev.danmaku.worker.sink.jsonl;

import static dev.danmaku.worker.sink.Chats.file;
import static dev.danmaku.worker.sink.Chats.lines;
import static dev.danmaku.worker.sink.Chats.read;
import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.JsonlSettings;
import dev.danmaku.event.Event;
import dev.danmaku.worker.sink.Chats;
import dev.danmaku.worker.sink.EventSink;
import dev.danmaku.worker.sink.SinkSettings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Whatever is offered, flushed, and refused by the disk in whatever order: the files hold exactly what was offered. */
class SinkPropertyTest {
    private static final int ROOMS = 50;
    private static final int STEPS = 4000;

    @TempDir
    Path data;

    /** One room as its watch would drive it: a full lane is offered nothing until it is drained. */
    private static final class Driven {
        private final Semaphore space = new Semaphore(0);
        private final List<Event> offered = new ArrayList<>();
        private boolean full;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 20261121})
    @Timeout(60)
    void filesHoldExactlyWhatWasOffered(long seed) throws Exception {
        var random = new Random(seed);
        var disk = new FaultyDisk();
        var settings = new SinkSettings(
                1 + random.nextInt(64),
                64 + random.nextInt(512),
                Duration.ofMillis(1 + random.nextInt(100)),
                1 + random.nextInt(60),
                Duration.ofMillis(1));
        var sink = JsonlSink.start(
                data,
                settings,
                JsonlSettings.DEFAULTS,
                new SimpleMeterRegistry(),
                disk,
                Clock.systemUTC());
        var rooms = new ArrayList<Driven>();
        var lanes = new ArrayList<EventSink.Lane>();
        for (var n = 0; n < ROOMS; n++) {
            var driven = new Driven();
            rooms.add(driven);
            lanes.add(sink.open(room(n), driven.space::release));
        }

        for (var step = 0; step < STEPS; step++) {
            // squared: low numbers are hot rooms
            var n = (int) (ROOMS * Math.pow(random.nextDouble(), 2));
            var driven = rooms.get(n);
            var lane = lanes.get(n);
            switch (random.nextInt(20)) {
                case 0 -> disk.free(random.nextInt(20_000));
                case 1 -> {
                    var flush = lane.flush();
                    if (random.nextInt(10) == 0) {
                        disk.free(Long.MAX_VALUE);
                        flush.get(30, TimeUnit.SECONDS);
                        assertThat(read(file(data, room(n)))).isEqualTo(lines(driven.offered));
                    }
                }
                default -> offer(random, disk, driven, lane, n);
            }
        }

        disk.free(Long.MAX_VALUE);
        var closed = lanes.stream().map(EventSink.Lane::close).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(closed).get(30, TimeUnit.SECONDS);
        assertThat(sink.close(Duration.ofSeconds(10)).isNothing()).isTrue();
        for (var n = 0; n < ROOMS; n++) {
            assertThat(read(file(data, room(n)))).isEqualTo(lines(rooms.get(n).offered));
        }
        assertThat(disk.open).hasValue(0);
    }

    private static void offer(
            Random random, FaultyDisk disk, Driven driven, EventSink.Lane lane, int n)
            throws InterruptedException {
        if (driven.full) {
            disk.free(Long.MAX_VALUE);
            assertThat(driven.space.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            driven.full = false;
        }
        var frame = Chats.chats(room(n), driven.offered.size(), random.nextInt(12));
        driven.offered.addAll(frame);
        driven.full = !lane.offer(frame);
    }
}
