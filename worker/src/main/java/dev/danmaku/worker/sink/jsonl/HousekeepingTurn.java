package dev.danmaku.worker.sink.jsonl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The right to put a folder of events in order, of one process at a time; it ends with the process. While it is held nobody else
 * compresses, renames or drops files.
 */
public final class HousekeepingTurn implements AutoCloseable {
    static final String FILE = ".housekeeping";

    private final LockFile lock;

    private HousekeepingTurn(LockFile lock) {
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
                .map(HousekeepingTurn::new);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
