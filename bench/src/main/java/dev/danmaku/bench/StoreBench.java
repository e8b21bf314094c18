package dev.danmaku.bench;

import dev.danmaku.bench.stored.Databases;
import dev.danmaku.bench.stored.EventMix;
import dev.danmaku.bench.stored.PostgresDatabases;
import dev.danmaku.bench.stored.SqliteDatabases;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.event.EventJson;
import dev.danmaku.room.Platform;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.EventStore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Decoded events, in batches, into SQLite and PostgreSQL; beside it the database's own bulk load of the same events into the same
 * tables with the same indexes. Then a larger store is filled and asked.
 */
final class StoreBench {
    private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");
    private static final String TABLE = "event_douyu_20261120";
    private static final int ASKED = 9;

    private final int events;
    private final int stored;
    private final int batch;
    private final int rooms;
    private final int rounds;
    private final List<String> notes = new ArrayList<>();

    private StoreBench(Options options) {
        events = options.count("events", 200_000);
        stored = options.count("stored", 1_000_000);
        batch = options.count("batch", 1_000);
        rooms = options.count("rooms", 1_000);
        rounds = options.count("rounds", 3);
    }

    static Figure run(Options options) throws Exception {
        var bench = new StoreBench(options);
        var sqlite = options.count("sqlite", 1) == 1;
        var postgres = options.count("postgres", 1) == 1;
        options.requireNoOthers();
        var numbers = new ArrayList<String>();
        var beside = new ArrayList<String>();
        if (sqlite) {
            try (var files = new SqliteDatabases(TABLE)) {
                bench.measure(files, numbers, beside);
            }
        }
        if (postgres) {
            try (var server = new PostgresDatabases(TABLE)) {
                bench.measure(server, numbers, beside);
            }
        }
        return new Figure(
                String.format(
                        Locale.ROOT,
                        "%,d decoded events in batches of %,d into a store; questions to one of %,d",
                        bench.events,
                        bench.batch,
                        bench.stored),
                String.join("; ", numbers),
                String.join("; ", beside),
                bench.notes);
    }

    private void measure(Databases databases, List<String> numbers, List<String> beside)
            throws Exception {
        var ours = 0.0;
        var bulk = 0.0;
        for (var round = 0; round < rounds; round++) {
            var own = bulkLoad(databases);
            var through = throughWriter(databases);
            note("%s: store %,.0f events/s, bulk load %,.0f", databases.name(), through, own);
            ours = Math.max(ours, through);
            bulk = Math.max(bulk, own);
        }
        beside.add(String.format(
                Locale.ROOT,
                "%s's bulk load %,.0f events/s, we have %.2f of it",
                databases.name(),
                bulk,
                ours / bulk));
        numbers.add(String.format(Locale.ROOT, "%s %,.0f events/s", databases.name(), ours)
                + (stored == 0 ? "" : ", " + ask(databases)));
    }

    private double bulkLoad(Databases databases) throws Exception {
        var place = databases.fresh();
        try (var store = EventStore.open(StoreSettings.at(place))) {
            store.keeper().keep(DAY);
        }
        var load = databases.load(place);
        load.prepare(mix(events).next(events));
        var begin = System.nanoTime();
        load.run();
        return perSecond(events, System.nanoTime() - begin);
    }

    private double throughWriter(Databases databases) throws IOException {
        try (var store = EventStore.open(StoreSettings.at(databases.fresh()))) {
            return perSecond(events, write(store, mix(events), events));
        }
    }

    /** @return nanoseconds of the writer alone */
    private long write(EventStore store, EventMix mix, int count) {
        var nanos = 0L;
        for (var left = count; left > 0; left -= batch) {
            var some = mix.next(Math.min(batch, left));
            var begin = System.nanoTime();
            var result = store.writer().write(some);
            nanos += System.nanoTime() - begin;
            if (result.added() != some.size()) {
                throw new IllegalStateException("not all were new: " + result);
            }
        }
        return nanos;
    }

    private String ask(Databases databases) throws Exception {
        try (var store = EventStore.open(StoreSettings.at(databases.fresh()))) {
            var speed = perSecond(stored, write(store, mix(stored), stored));
            var bytes =
                    store.keeper().days().stream().mapToLong(day -> day.bytes()).sum();
            var perEvent = (double) bytes / stored;
            note(
                    "%s: %,d events, %,.0f events/s, %.0f bytes each; a line of JSON has %.0f",
                    databases.name(), stored, speed, perEvent, lineBytes());
            var reader = store.reader();
            var all = EventQuery.all();
            var quiet = String.valueOf(1_000_000 + rooms / 2);
            var busy = "1000000";
            var user = "10000007";
            time(
                    databases,
                    "the newest 100 of a busy room",
                    () -> reader.page(all.in(Platform.DOUYU, busy).newestBeforeOldest(), null, 100)
                            .events()
                            .size());
            time(
                    databases,
                    "the newest 100 of all rooms",
                    () -> reader.page(all.newestBeforeOldest(), null, 100)
                            .events()
                            .size());
            time(
                    databases,
                    "a user in a room",
                    () -> reader.page(
                                    all.in(Platform.DOUYU, busy).by(Platform.DOUYU, user),
                                    null,
                                    100)
                            .events()
                            .size());
            time(
                    databases,
                    "100 superchats of all rooms",
                    () -> reader.page(all.types("superchat"), null, 100)
                            .events()
                            .size());
            time(
                    databases,
                    "100 gifts of a quiet room",
                    () -> reader.page(all.in(Platform.DOUYU, quiet).types("gift"), null, 100)
                            .events()
                            .size());
            var words = time(
                    databases,
                    "two characters in all rooms, the newest 100",
                    () -> reader.page(all.saying("主播").newestBeforeOldest(), null, 100)
                            .events()
                            .size());
            time(
                    databases,
                    "two characters in a quiet room",
                    () -> reader.page(all.in(Platform.DOUYU, quiet).saying("主播"), null, 100)
                            .events()
                            .size());
            time(
                    databases,
                    "a word nobody said",
                    () -> reader.page(all.saying("没有人说过这句话"), null, 100)
                            .events()
                            .size());
            time(
                    databases,
                    "one character in all rooms, the newest 100",
                    () -> reader.page(all.saying("播").newestBeforeOldest(), null, 100)
                            .events()
                            .size());
            time(
                    databases,
                    "an hour of a busy room by minute",
                    () -> reader.countByMinute(
                                    Platform.DOUYU,
                                    busy,
                                    DAY.toEpochMilli(),
                                    DAY.toEpochMilli() + 3_600_000)
                            .size());
            var begin = System.nanoTime();
            var streamed = 0;
            try (var stream = reader.stream(all)) {
                while (stream.hasNext()) {
                    stream.next();
                    streamed++;
                }
            }
            note(
                    "%s: all %,d streamed at %,.0f events/s",
                    databases.name(), streamed, perSecond(streamed, System.nanoTime() - begin));
            return String.format(
                    Locale.ROOT,
                    "%.0f bytes an event, two characters in all rooms in %.1f ms",
                    perEvent,
                    words);
        }
    }

    /** @return the median, milliseconds */
    private double time(Databases databases, String what, Callable<Integer> question)
            throws Exception {
        var times = new ArrayList<Double>();
        var found = 0;
        for (var i = 0; i < ASKED; i++) {
            var begin = System.nanoTime();
            found = question.call();
            times.add((System.nanoTime() - begin) / 1e6);
        }
        var first = times.getFirst();
        times.sort(Comparator.naturalOrder());
        var median = times.get(ASKED / 2);
        note(
                "%s: %s: %.1f ms, the first time %.1f (%d found)",
                databases.name(), what, median, first, found);
        return median;
    }

    private EventMix mix(int count) {
        return new EventMix(DAY.toEpochMilli(), rooms, Math.max(100, count / 10));
    }

    private double lineBytes() {
        return mix(1_000).next(1_000).stream()
                .mapToInt(event ->
                        EventJson.toJson(event).getBytes(StandardCharsets.UTF_8).length + 1)
                .average()
                .orElse(0);
    }

    private void note(String format, Object... values) {
        var text = String.format(Locale.ROOT, format, values);
        System.err.println(text);
        notes.add(text);
    }

    private static double perSecond(int count, long nanos) {
        return count * 1e9 / nanos;
    }
}
