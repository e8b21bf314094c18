package dev.danmaku.worker.sink.jsonl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A real disk with a given number of free bytes: a write that does not fit is cut short, the next one fails. */
final class FaultyDisk implements LogFile.Disk {
    private final LogFile.Disk real = new RealDisk();
    private long freeBytes = Long.MAX_VALUE;
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger mostOpen = new AtomicInteger();

    /** Files and folders, in order. */
    final List<Path> synced = new CopyOnWriteArrayList<>();

    volatile boolean syncsRefused;

    /** Happens once, right before bytes reach the file: as if the process had stood still there. */
    final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

    synchronized void free(long bytes) {
        freeBytes = bytes;
    }

    @Override
    public LogFile open(Path path) throws IOException {
        var file = real.open(path);
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        return new LogFile() {
            @Override
            public void append(ByteBuffer bytes) throws IOException {
                var part = bytes.slice();
                part.limit((int) Math.min(part.limit(), take(part.limit())));
                bytes.position(bytes.position() + part.limit());
                meanwhile.getAndSet(() -> {}).run();
                file.append(part);
            }

            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public boolean isAt(Path asked) throws IOException {
                return file.isAt(asked);
            }

            @Override
            public void close() throws IOException {
                open.decrementAndGet();
                file.close();
            }
        };
    }

    private synchronized long take(long wanted) throws IOException {
        var given = Math.min(wanted, freeBytes);
        if (given == 0) {
            refused.incrementAndGet();
            throw new IOException("No space left on device");
        }
        freeBytes -= given;
        return given;
    }

    @Override
    public void sync(Path fileOrFolder) throws IOException {
        if (syncsRefused) {
            throw new IOException("Input/output error");
        }
        synced.add(fileOrFolder);
        real.sync(fileOrFolder);
    }
}
