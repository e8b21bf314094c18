package dev.danmaku.console.api;

import dev.danmaku.console.web.Flow;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What one thread writes and a socket reads: a few pieces lie between them, then the writer waits; but not for ever. */
final class ExportFlow extends OutputStream implements Flow {
    private static final int PIECE_BYTES = 32 * 1024;
    private static final int MAX_PIECES = 8;
    private static final long PATIENCE_SECONDS = 30;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition taken = lock.newCondition();
    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private final byte[] piece = new byte[PIECE_BYTES];
    private int filled;
    private @Nullable Reader reader;
    private boolean finished;
    private boolean gone;

    @Override
    public void start(Reader asked) {
        lock.lock();
        try {
            reader = asked;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        var at = from;
        var left = length;
        while (left > 0) {
            var some = Math.min(left, PIECE_BYTES - filled);
            System.arraycopy(bytes, at, piece, filled, some);
            filled += some;
            at += some;
            left -= some;
            if (filled == PIECE_BYTES) {
                hand();
            }
        }
    }

    private void hand() throws IOException {
        lock.lock();
        try {
            while (pieces.size() >= MAX_PIECES && !gone) {
                if (!taken.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    drop();
                    throw new IOException("nobody reads the export");
                }
            }
            if (gone) {
                throw new IOException("the export is not wanted any more");
            }
            if (filled > 0) {
                pieces.addLast(Arrays.copyOf(piece, filled));
                filled = 0;
            }
            wake();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the console stops", e);
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        if (reader != null) {
            reader.wake();
        }
    }

    /** Ends the connection in the middle, so that what came is not taken for all. */
    void drop() {
        lock.lock();
        try {
            gone = true;
            if (reader != null) {
                reader.drop();
            }
        } finally {
            lock.unlock();
        }
    }

    /** All was written. */
    void finish() throws IOException {
        hand();
        lock.lock();
        try {
            finished = true;
            wake();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public byte @Nullable [] next() {
        lock.lock();
        try {
            var next = pieces.pollFirst();
            if (next != null) {
                taken.signal();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean ended() {
        lock.lock();
        try {
            return finished && pieces.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            gone = true;
            taken.signal();
        } finally {
            lock.unlock();
        }
    }
}
