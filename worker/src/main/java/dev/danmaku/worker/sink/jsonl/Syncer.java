package dev.danmaku.worker.sink.jsonl;

import dev.danmaku.config.JsonlSettings.Fsync;

import io.micrometer.core.instrument.Counter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Forces what was written onto the medium, on a thread of its own, so that the writer never waits for it: each file once a round that
 * was written since the last, and the folders that lead to it. A round that takes longer than the interval delays the next one.
 */
final class Syncer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Syncer.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Fsync policy;
    private final long intervalNanos;
    private final LogFile.Disk disk;
    private final Path folder;
    private final Counter errors;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by the lock, as is all below; grows to as many as there are rooms. */
    private Set<Path> written = new LinkedHashSet<>();

    private List<CompletableFuture<Void>> flushes = new ArrayList<>();
    private Set<Path> wanted = new LinkedHashSet<>();
    private boolean closing;

    /** @param folder the highest one that may be new */
    Syncer(Fsync policy, Duration interval, LogFile.Disk disk, Path folder, Counter errors) {
        this.policy = policy;
        this.intervalNanos = interval.toNanos();
        this.disk = disk;
        this.folder = folder;
        this.errors = errors;
    }

    /** Something was written to a room's file. */
    void wrote(RoomLines lines, Path path) {
        if (policy == Fsync.NEVER) {
            return;
        }
        if (policy == Fsync.ALWAYS) {
            lines.wrote(path);
        }
        lock.lock();
        try {
            written.add(path);
        } finally {
            lock.unlock();
        }
    }

    /** All of the room's lines are written: tells so, at once or when they are safe. */
    void flushed(RoomLines lines, List<CompletableFuture<Void>> done) {
        var paths = lines.takeUnsynced();
        if (policy != Fsync.ALWAYS) {
            done.forEach(flush -> flush.complete(null));
            return;
        }
        lock.lock();
        try {
            wanted.addAll(paths);
            flushes.addAll(done);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** A last round, and then the thread ends. */
    void close() {
        lock.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        var roundAt = System.nanoTime() + intervalNanos;
        try {
            while (true) {
                var last = awaitWork(roundAt);
                if (last || System.nanoTime() - roundAt >= 0) {
                    wantAll();
                    roundAt = System.nanoTime() + intervalNanos;
                }
                if (!round() && !last) {
                    TimeUnit.NANOSECONDS.sleep(RETRY_NANOS);
                }
                if (last) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.error("Forcing files onto the disk was interrupted");
        }
    }

    /** @return whether it was closed before */
    private boolean awaitWork(long until) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = until - System.nanoTime();
            while (flushes.isEmpty() && !closing && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private void wantAll() {
        lock.lock();
        try {
            wanted.addAll(written);
        } finally {
            lock.unlock();
        }
    }

    /** @return false if a file was refused: it, and the flushes, wait for the next round */
    private boolean round() {
        Set<Path> paths;
        List<CompletableFuture<Void>> done;
        lock.lock();
        try {
            paths = wanted;
            // What a round has forced since is not written to any more.
            paths.retainAll(written);
            written.removeAll(paths);
            wanted = new LinkedHashSet<>();
            done = flushes;
            flushes = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        if (sync(paths)) {
            done.forEach(flush -> flush.complete(null));
            return true;
        }
        lock.lock();
        try {
            written.addAll(paths);
            wanted.addAll(paths);
            flushes.addAll(done);
        } finally {
            lock.unlock();
        }
        return false;
    }

    private boolean sync(Collection<Path> paths) {
        var folders = new LinkedHashSet<Path>();
        var path = folder;
        try {
            for (var file : paths) {
                path = file;
                sync(file);
                for (var up = file.getParent();
                        up != null && up.startsWith(folder);
                        up = up.getParent()) {
                    folders.add(up);
                }
            }
            for (var up : folders) {
                path = up;
                sync(up);
            }
            return true;
        } catch (IOException e) {
            errors.increment();
            LOG.error(
                    "{} cannot be forced onto the disk ({}): what was written lately may not outlive a loss of power",
                    path,
                    e.toString());
            return false;
        }
    }

    private void sync(Path fileOrFolder) throws IOException {
        try {
            disk.sync(fileOrFolder);
        } catch (NoSuchFileException e) {
            LOG.debug(
                    "{} was taken away; whoever did that has forced what became of it",
                    e.getFile());
        }
    }
}
