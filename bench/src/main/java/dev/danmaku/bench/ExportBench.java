package dev.danmaku.bench;

import com.github.luben.zstd.ZstdOutputStream;

import dev.danmaku.bench.stored.EventMix;
import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventParser;
import dev.danmaku.room.Platform;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.EventReader;
import dev.danmaku.store.EventStore;
import dev.danmaku.store.export.ExportFormat;
import dev.danmaku.store.export.Recording;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * A room of many events out of a SQLite store into files of each format, and back; beside it the store's stream alone, which nobody
 * writes. How large an event is in each.
 */
final class ExportBench {
    private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");
    private static final String ROOM = "1000000";
    private static final int BATCH = 2_000;
    private static final int ROUNDS = 3;

    private final int events;
    private final Path folder;
    private final List<String> notes = new ArrayList<>();

    private ExportBench(int events, Path folder) {
        this.events = events;
        this.folder = folder;
    }

    static Figure run(Options options) throws Exception {
        var events = options.count("events", 1_000_000);
        options.requireNoOthers();
        var folder = Files.createTempDirectory("danmaku-bench-export-");
        try {
            return new ExportBench(events, folder).measure();
        } finally {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private interface Packing {
        OutputStream around(OutputStream out) throws IOException;
    }

    private Figure measure() throws Exception {
        var numbers = new ArrayList<String>();
        double alone;
        try (var store = open("from.db")) {
            fill(store);
            alone = best(() -> count(store.reader()));
            for (var format : ExportFormat.values()) {
                numbers.add(export(store.reader(), format, format.label(), out -> out));
            }
            numbers.add(
                    export(store.reader(), ExportFormat.JSONL, "jsonl.zst", ZstdOutputStream::new));
            numbers.add(
                    export(store.reader(), ExportFormat.JSONL, "jsonl.gz", GZIPOutputStream::new));
        }
        numbers.add(String.format(
                Locale.ROOT, "import of the JSONL into a fresh store %,.0f events/s", importAll()));
        return new Figure(
                String.format(Locale.ROOT, "%,d events of a room, exported", events),
                String.join("; ", numbers),
                String.format(
                        Locale.ROOT, "the store's stream, not written: %,.0f events/s", alone),
                notes);
    }

    private EventStore open(String name) {
        return EventStore.open(StoreSettings.at(new StorePlace.Sqlite(folder.resolve(name))));
    }

    private void fill(EventStore store) {
        var mix = new EventMix(DAY.toEpochMilli(), 1, Math.max(100, events / 10));
        for (var left = events; left > 0; left -= BATCH) {
            var result = store.writer().write(mix.next(Math.min(BATCH, left)));
            if (result.added() != Math.min(BATCH, left)) {
                throw new IllegalStateException("not all were new: " + result);
            }
        }
    }

    private static EventQuery room() {
        return EventQuery.all().in(Platform.DOUYU, ROOM);
    }

    private static void count(EventReader reader) {
        try (var stream = reader.stream(room())) {
            while (stream.hasNext()) {
                stream.next();
            }
        }
    }

    private String export(EventReader reader, ExportFormat format, String name, Packing packing)
            throws Exception {
        var file = folder.resolve("room." + name);
        var speed = best(() -> write(reader, format, file, packing));
        var bytes = Files.size(file);
        notes.add(String.format(
                Locale.ROOT,
                "%s: %,.0f events/s, %,d bytes, %.1f an event of the room",
                name,
                speed,
                bytes,
                (double) bytes / events));
        return String.format(
                Locale.ROOT, "%s %,.0f events/s, %.0f bytes", name, speed, (double) bytes / events);
    }

    private static void write(EventReader reader, ExportFormat format, Path file, Packing packing)
            throws IOException {
        var asked = room();
        if (!format.types().isEmpty()) {
            asked = asked.types(format.types().toArray(String[]::new));
        }
        try (var out = packing.around(new BufferedOutputStream(Files.newOutputStream(file)));
                var stream = reader.stream(asked)) {
            var writer = format.open(out, new Recording(Platform.DOUYU, ROOM, null, 0));
            while (stream.hasNext()) {
                writer.write(stream.next());
            }
            writer.finish();
        }
    }

    /** @return events a second */
    private double importAll() throws IOException {
        var nanos = System.nanoTime();
        var stored = 0;
        try (var store = open("to.db");
                var lines = Files.lines(folder.resolve("room.jsonl"))) {
            var batch = new ArrayList<Event>();
            for (var line : (Iterable<String>) lines::iterator) {
                batch.add(EventParser.parse(line));
                if (batch.size() == BATCH) {
                    stored += store.writer().write(batch).added();
                    batch.clear();
                }
            }
            if (!batch.isEmpty()) {
                stored += store.writer().write(batch).added();
            }
        }
        if (stored != events) {
            throw new IllegalStateException("%d of %d came back".formatted(stored, events));
        }
        return events * 1e9 / (System.nanoTime() - nanos);
    }

    private interface Work {
        void run() throws Exception;
    }

    /** @return events of the room a second, the best round: others may use the machine */
    private double best(Work work) throws Exception {
        var best = 0.0;
        for (var round = 0; round < ROUNDS; round++) {
            var nanos = System.nanoTime();
            work.run();
            best = Math.max(best, events * 1e9 / (System.nanoTime() - nanos));
        }
        return best;
    }
}
