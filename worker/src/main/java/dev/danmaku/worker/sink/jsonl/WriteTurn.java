package dev.danmaku.worker.sink.jsonl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps writers and whoever takes something away from under them apart: many processes may have it to write, one alone to take
 * away. Held for moments only. Events of today need none: nobody takes away what they are written to.
 */
final class WriteTurn {
    static final String FILE = ".writing";

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Path file;

    WriteTurn(Path events) {
        this.file = events.resolve(FILE);
    }

    /** @throws IOException if somebody takes something away, and stands still while doing so */
    LockFile toWrite() throws IOException {
        return take(true);
    }

    /** @throws IOException if somebody writes, and stands still while doing so */
    LockFile toTakeAway() throws IOException {
        return take(false);
    }

    private LockFile take(boolean shared) throws IOException {
        var until = System.nanoTime() + PATIENCE_NANOS;
        for (var lock = LockFile.tryLock(file, shared); ; lock = LockFile.tryLock(file, shared)) {
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() - until > 0) {
                throw new IOException("another process holds " + file);
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }
}
