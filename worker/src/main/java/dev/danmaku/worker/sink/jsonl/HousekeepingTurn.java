package dev.danmaku.worker.sink.jsonl;

import dev.danmaku.worker.sink.jsonl.DayName.Kind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * The right to put a folder of events in order, of one process at a time; it ends with the process. While it is held nobody else
 * compresses, renames or drops files.
 */
public final class HousekeepingTurn implements AutoCloseable {
    static final String FILE = ".housekeeping";

    private final Path events;
    private final LockFile lock;

    private HousekeepingTurn(Path events, LockFile lock) {
        this.events = events;
        this.lock = lock;
    }

    /**
     * Takes it; empty if another has it.
     *
     * @param dataFolder as {@code danmaku.data-dir}
     */
    public static Optional<HousekeepingTurn> tryTake(Path dataFolder) throws IOException {
        var events = JsonlSink.events(dataFolder);
        Files.createDirectories(events);
        return Optional.ofNullable(LockFile.tryLock(events.resolve(FILE), false))
                .map(lock -> new HousekeepingTurn(events, lock));
    }

    /**
     * Ends what a crash interrupted. After that no file is half made or set aside, so that compressed ones may be replaced by others:
     * by an atomic move, and so that their size changes.
     */
    public void settle() throws IOException {
        var compressor = new DayCompressor(
                Kind.ZSTD, new WriteTurn(events), new RealDisk(), Clock.systemUTC(), _ -> {});
        for (var room : RoomFolder.all(events)) {
            compressor.finish(room);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
