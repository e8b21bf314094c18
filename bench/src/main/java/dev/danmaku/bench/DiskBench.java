package dev.danmaku.bench;

import dev.danmaku.bench.decode.Decoders;
import dev.danmaku.bench.decode.KuaishouPushes;
import dev.danmaku.config.JsonlSettings;
import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventJson;
import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.FrameDecoder.Decoded;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.EventSink;
import dev.danmaku.worker.sink.SinkSettings;
import dev.danmaku.worker.sink.jsonl.JsonlSink;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Pushes of ten comments, decoded on one thread as on an event loop, through the sink's lanes to files. Beside it one thread that does
 * the same without lanes: decode, encode, write.
 */
final class DiskBench {
    private static final int COMMENTS = 10;
    private static final int ROUNDS = 5;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Epoch EPOCH = new Epoch(1_763_000_000_000L, 1_763_000_000_001L, 1);
    private static final SinkSettings SETTINGS =
            new SinkSettings(1024, 65_536, Duration.ofMillis(500), 1024, Duration.ofSeconds(1));

    private final byte[] push = KuaishouPushes.withComments(COMMENTS, false);
    private final FrameDecoder decoder = Decoders.kuaishou();
    private final int rooms;
    private final int pushes;

    private DiskBench(int rooms, int pushes) {
        this.rooms = rooms;
        this.pushes = pushes;
    }

    static Figure run(Options options) throws Exception {
        var rooms = options.count("rooms", 200);
        var events = options.count("events", 1_200_000);
        options.requireNoOthers();
        return new DiskBench(rooms, events / COMMENTS).measure();
    }

    /** Both in turn, each round; the first warms up. The best counts: others may use the machine. */
    private Figure measure() throws Exception {
        var sink = new ArrayList<Double>();
        var plain = new ArrayList<Double>();
        var notes = new ArrayList<String>();
        for (var round = 0; round <= ROUNDS; round++) {
            var through = timed(this::throughSink);
            var alone = timed(this::onOneThread);
            if (round > 0) {
                sink.add(through);
                plain.add(alone);
                notes.add(String.format(
                        Locale.ROOT, "sink %,.0f events/s, one thread %,.0f", through, alone));
            }
        }
        return new Figure(
                "decode to disk, " + rooms + " rooms",
                String.format(
                        Locale.ROOT,
                        "%,.0f events/s to JSONL, best of %d rounds",
                        Collections.max(sink),
                        ROUNDS),
                String.format(
                        Locale.ROOT,
                        "decode, encode and write on one thread: %,.0f events/s; the sink is %.2f times as fast",
                        Collections.max(plain),
                        Collections.max(sink) / Collections.max(plain)),
                notes);
    }

    private interface Work {
        void into(Path folder) throws Exception;
    }

    /** @return events a second */
    private double timed(Work work) throws Exception {
        var folder = Files.createTempDirectory("danmaku-bench-disk-");
        try {
            var begun = System.nanoTime();
            work.into(folder);
            var seconds = (System.nanoTime() - begun) / 1e9;
            return (double) pushes * COMMENTS / seconds;
        } finally {
            delete(folder);
        }
    }

    private void throughSink(Path folder) throws InterruptedException {
        var sink = JsonlSink.start(
                folder, SETTINGS, JsonlSettings.DEFAULTS, new SimpleMeterRegistry());
        var drained = new Semaphore(0);
        var lanes = new ArrayList<EventSink.Lane>();
        for (var room = 0; room < rooms; room++) {
            lanes.add(sink.open(room(room), drained::release));
        }
        for (var i = 0; i < pushes; i++) {
            if (!lanes.get(i % rooms).offer(decode())) {
                drained.acquire();
            }
        }
        CompletableFuture.allOf(lanes.stream()
                        .map(EventSink.Lane::close)
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        sink.close(Duration.ofSeconds(10));
    }

    private void onOneThread(Path folder) throws IOException {
        var files = new ArrayList<OutputStream>();
        for (var room = 0; room < rooms; room++) {
            files.add(new BufferedOutputStream(
                    Files.newOutputStream(folder.resolve(room(room).id() + ".jsonl")),
                    BUFFER_BYTES));
        }
        for (var i = 0; i < pushes; i++) {
            var file = files.get(i % rooms);
            try (var json = EventJson.generator(file)) {
                decode().forEach(event -> EventJson.write(event, json));
            }
            file.write('\n');
        }
        for (var file : files) {
            file.close();
        }
    }

    private List<Event> decode() {
        return switch (decoder.decode(push, System.currentTimeMillis())) {
            case Decoded.Events(var events) ->
                events.stream().map(event -> event.under(EPOCH)).toList();
            case Decoded.Malformed(var reason) -> throw new IllegalStateException(reason);
        };
    }

    private static RoomId room(int number) {
        return new RoomId(Platform.KUAISHOU, "3xbench%08d".formatted(number));
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }
}
