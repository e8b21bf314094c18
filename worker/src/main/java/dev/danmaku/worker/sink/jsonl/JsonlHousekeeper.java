package dev.danmaku.worker.sink.jsonl;

import dev.danmaku.config.JsonlSettings;
import dev.danmaku.config.JsonlSettings.Compression;
import dev.danmaku.room.Platform;
import dev.danmaku.worker.sink.jsonl.DayName.Kind;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Keeps the files of events in order, at the start and every hour: ends what a crash interrupted, cuts off torn last lines, compresses
 * days that are over, and drops those that are kept no longer. Of several processes with one folder one at a time does it.
 */
final class JsonlHousekeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JsonlHousekeeper.class);
    private static final Duration PAUSE = Duration.ofHours(1);

    /** While another has its turn, and this one had none yet. */
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private static final long MEBIBYTE = 1L << 20;

    private final Path dataFolder;
    private final Path events;
    private final JsonlSettings settings;
    private final TornLine tornLine;
    private final DayCompressor compressor;
    private final Clock clock;
    private final JsonlMetrics metrics;
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean hadATurn;
    private boolean complained;

    JsonlHousekeeper(
            Path dataFolder,
            JsonlSettings settings,
            LogFile.Disk disk,
            Clock clock,
            JsonlMetrics metrics) {
        this.dataFolder = dataFolder;
        this.events = JsonlSink.events(dataFolder);
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
        var turn = new WriteTurn(events);
        this.tornLine = new TornLine(turn, clock, metrics::mended);
        var kind = settings.compress() == Compression.GZIP ? Kind.GZIP : Kind.ZSTD;
        this.compressor = new DayCompressor(kind, turn, disk, clock, metrics::compressed);
    }

    /** After the file at hand. */
    void close() {
        closing.countDown();
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    @Override
    public void run() {
        try {
            do {
                round();
            } while (!closing.await(
                    (hadATurn ? PAUSE : FIRST_PAUSE).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.error("Housekeeping was interrupted; files are neither compressed nor dropped");
        }
    }

    /** Does all that is to be done now, unless another does. */
    void round() {
        complained = false;
        if (!Files.isDirectory(events)) {
            return;
        }
        try (var turn = HousekeepingTurn.tryTake(dataFolder).orElse(null)) {
            if (turn == null) {
                LOG.debug("another process puts {} in order", events);
                return;
            }
            for (var room : RoomFolder.all(events)) {
                attempt(room, () -> tend(room));
            }
            for (var platform : Platform.values()) {
                attempt(events.resolve(platform.label()), () -> drop(platform));
            }
            hadATurn = true;
        } catch (IOException e) {
            failed(events, e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** One room's trouble is no other's. */
    private void attempt(Path folder, Step step) {
        if (closed()) {
            return;
        }
        try {
            step.run();
        } catch (IOException e) {
            failed(folder, e);
        }
    }

    /** Said once a round: on a full disk it is the same for all. */
    private void failed(Path folder, IOException failure) {
        metrics.housekeepingFailed();
        if (!complained) {
            complained = true;
            LOG.warn(
                    "{} cannot be put in order ({}): it is tried again in an hour, and all its events stay",
                    folder,
                    failure.toString());
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private void tend(Path room) throws IOException {
        compressor.finish(room);
        for (var name : RoomFolder.look(room).files().keySet()) {
            if (name.kind() == Kind.PLAIN && !closed()) {
                tendPlain(room, name);
            }
        }
    }

    private void tendPlain(Path room, DayName name) throws IOException {
        var due = settings.compress() != Compression.NONE && isDue(name.day());
        // What is older was looked at in the first round, or by a process that came later.
        var looked = hadATurn && name.day().isBefore(today().minusDays(1));
        var path = room.resolve(name.toString());
        if ((due || !looked) && DayCompressor.rests(path, clock)) {
            tornLine.mend(path);
            if (due) {
                compressor.compress(room, name.day());
            }
        }
    }

    private boolean isDue(LocalDate day) {
        var over = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return !clock.instant().isBefore(over.plus(settings.compressAfter()));
    }

    private void drop(Platform platform) throws IOException {
        var rooms = RoomFolder.all(events, platform);
        var days = daysToDrop(platform, rooms);
        for (var room : days.isEmpty() ? List.<Path>of() : rooms) {
            attempt(room, () -> drop(room, days));
        }
        if (!days.isEmpty()) {
            LOG.info("{}: dropped what is kept no longer, {} days", platform.label(), days.size());
        }
    }

    private Set<LocalDate> daysToDrop(Platform platform, List<Path> rooms) throws IOException {
        var keep = settings.keep(platform);
        if (keep.days() == 0 && keep.mebibytes() == 0) {
            return Set.of();
        }
        var bytes = new TreeMap<LocalDate, Long>();
        for (var room : rooms) {
            RoomFolder.look(room)
                    .files()
                    .forEach((name, size) -> bytes.merge(name.day(), size, Long::sum));
        }
        var today = today();
        var first = keep.days() == 0 ? LocalDate.MIN : today.minusDays(keep.days() - 1L);
        var most = keep.mebibytes() == 0 ? Long.MAX_VALUE : keep.mebibytes() * MEBIBYTE;
        var left = bytes.values().stream().mapToLong(Long::longValue).sum();
        var dropped = 0;
        for (var day : bytes.headMap(today).entrySet()) {
            if (!day.getKey().isBefore(first) && left <= most) {
                break;
            }
            left -= day.getValue();
            dropped++;
        }
        return bytes.keySet().stream().limit(dropped).collect(Collectors.toSet());
    }

    private void drop(Path room, Set<LocalDate> days) throws IOException {
        var folder = RoomFolder.look(room);
        for (var name : folder.files().keySet()) {
            if (days.contains(name.day())) {
                Files.deleteIfExists(folder.path(name));
                metrics.dropped(folder.bytes(name));
            }
        }
        try {
            Files.delete(room);
        } catch (DirectoryNotEmptyException e) {
            LOG.trace("{} has events of other days", room);
        }
    }
}
