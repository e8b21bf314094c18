package dev.danmaku.worker.sink.jsonl;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Cuts off the line that a crash, or a disk that was full, left unfinished at a file's end, so that every line of the file can be read.
 * Another process' write that is under way looks the same for a moment: so the end is believed only when it stays.
 */
final class TornLine {
    private static final Logger LOG = LoggerFactory.getLogger(TornLine.class);

    /** A write under way goes on within that, however busy the disk; one that is older than that is none. */
    private static final Duration SURELY_OVER = Duration.ofSeconds(10);

    /** An end that stays for that long is no write under way. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int BLOCK_BYTES = 8 * 1024;

    private final WriteTurn turn;
    private final Clock clock;
    private final LongConsumer cut;
    private final Runnable settle;

    /** @param cut is told how many bytes were cut off, for each file */
    TornLine(WriteTurn turn, Clock clock, LongConsumer cut) {
        this(turn, clock, cut, TornLine::settle);
    }

    /** @param settle returns when a write under way would have gone on */
    TornLine(WriteTurn turn, Clock clock, LongConsumer cut, Runnable settle) {
        this.turn = turn;
        this.clock = clock;
        this.cut = cut;
        this.settle = settle;
    }

    private static void settle() {
        var until = System.nanoTime() + SETTLE_NANOS;
        for (var left = SETTLE_NANOS; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * Looks at a file's end, and cuts where it is torn. Waits while it still may be a write under way.
     *
     * @return the bytes it had when it ended with a whole line
     */
    long mend(Path path) throws IOException {
        try (var file = open(path)) {
            if (file == null) {
                return 0;
            }
            while (true) {
                var size = file.size();
                if (!isTorn(file, size)) {
                    return size;
                }
                cutAt(path, file, size);
            }
        }
    }

    /** Does nothing if the file changes meanwhile. */
    private void cutAt(Path path, FileChannel file, long size) throws IOException {
        var changed = Files.getLastModifiedTime(path).toInstant();
        if (changed.isAfter(clock.instant().minus(SURELY_OVER)) && !staysAt(file, size)) {
            return;
        }
        long whole;
        try (var _ = turn.toTakeAway()) {
            if (file.size() != size) {
                return;
            }
            whole = endOfWhole(file, size);
            file.truncate(whole);
        }
        var bytes = size - whole;
        cut.accept(bytes);
        LOG.warn("{} ended in the middle of a line: its last {} bytes are cut off", path, bytes);
    }

    private boolean staysAt(FileChannel file, long size) throws IOException {
        settle.run();
        return file.size() == size;
    }

    private static @Nullable FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Whether a file ends in the middle of a line. */
    static boolean isTorn(Path path) throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            return isTorn(file, file.size());
        }
    }

    private static boolean isTorn(FileChannel file, long size) throws IOException {
        var last = ByteBuffer.allocate(1);
        return size > 0 && file.read(last, size - 1) == 1 && last.get(0) != '\n';
    }

    /** How many bytes the whole lines have. */
    private static long endOfWhole(FileChannel file, long size) throws IOException {
        var block = ByteBuffer.allocate(BLOCK_BYTES);
        for (var to = size; to > 0; ) {
            var from = Math.max(0, to - BLOCK_BYTES);
            block.clear().limit((int) (to - from));
            while (block.hasRemaining() && file.read(block, from + block.position()) > 0) {}
            for (var i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            to = from;
        }
        return 0;
    }
}
