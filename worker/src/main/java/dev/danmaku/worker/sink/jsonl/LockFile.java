package dev.danmaku.worker.sink.jsonl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * A lock that holds among processes of one machine, and among the threads of this one, which a file's lock does not. The death of a
 * process frees it. Not reentrant, and not bound to a thread.
 */
final class LockFile implements AutoCloseable {
    /**
     * One at a time here, since closing any channel of a file frees all locks that the process has on it. Never shrinks: there
     * are as many as folders of data.
     */
    private static final Map<Path, Semaphore> HERE = new ConcurrentHashMap<>();

    private final Semaphore here;
    private final FileChannel channel;

    private LockFile(Semaphore here, FileChannel channel) {
        this.here = here;
        this.channel = channel;
    }

    /**
     * Takes it, or gives null at once if somebody has it.
     *
     * @param shared among processes; within this one it is not
     */
    static @Nullable LockFile tryLock(Path file, boolean shared) throws IOException {
        var here = HERE.computeIfAbsent(file.toAbsolutePath().normalize(), _ -> new Semaphore(1));
        if (!here.tryAcquire()) {
            return null;
        }
        FileChannel channel = null;
        var locked = false;
        try {
            channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            locked = channel.tryLock(0, Long.MAX_VALUE, shared) != null;
            return locked ? new LockFile(here, channel) : null;
        } finally {
            if (!locked) {
                if (channel != null) {
                    channel.close();
                }
                here.release();
            }
        }
    }

    /** To be called once. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            here.release();
        }
    }
}
