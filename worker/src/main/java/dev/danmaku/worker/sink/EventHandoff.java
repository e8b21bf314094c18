package dev.danmaku.worker.sink;

import dev.danmaku.event.Event;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounded hand-over from many event loops to one writer: a lane for each room, served in turn. One lock guards it all; it is
 * held for a few instructions, never over I/O or a callback.
 *
 * <p>A lane may hold as many events as are still free of the whole, and no more than a room's bound. A hot room thus halves what
 * is free at most, many share it, and an empty lane is never full before everything is.
 *
 * @param <L> what the writer knows of a lane
 */
public final class EventHandoff<L> {
    /** Events gather this long before the writer wakes, so that a quiet process isn't woken for each of them. */
    public static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final SinkSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private int depth;
    private boolean urgent;
    private boolean woken;
    private boolean closing;

    public EventHandoff(SinkSettings settings) {
        this.settings = settings;
    }

    /** @param drained as of {@link EventSink#open} */
    public EventSink.Lane open(L lane, Runnable drained) {
        return new Lane(lane, drained);
    }

    /** Events that wait in all lanes. */
    public int depth() {
        lock.lock();
        try {
            return depth;
        } finally {
            lock.unlock();
        }
    }

    /** How long the longest waiting lane has waited for the writer. */
    public long oldestNanos() {
        lock.lock();
        try {
            var oldest = ready.peek();
            return oldest == null ? 0 : Math.max(0, System.nanoTime() - oldest.sinceNanos);
        } finally {
            lock.unlock();
        }
    }

    /** Part of the events that may wait which does, 0 to 1; a little more where a room brings many at once. */
    public double fill() {
        return (double) depth() / settings.totalEvents();
    }

    /** No lane takes anything any more; the writer finishes what is there. */
    public void close() {
        lock.lock();
        try {
            closing = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean closing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** The writer has something else to do: {@link #awaitWork} returns. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the given time at most, or until lanes hold something and had time to gather more, or it is urgent. */
    public void awaitWork(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = nanos;
            while (ready.isEmpty() && !closing && !woken && left > 0) {
                left = work.awaitNanos(left);
            }
            var linger = Math.min(left, LINGER_NANOS);
            while (!urgent && !closing && !woken && linger > 0) {
                linger = work.awaitNanos(linger);
            }
            urgent = false;
            woken = false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes all that the next lane holds; null when no lane holds anything. */
    public @Nullable Taken<L> take() {
        Taken<L> taken;
        lock.lock();
        try {
            var lane = ready.poll();
            if (lane == null) {
                return null;
            }
            taken = lane.takeAll();
        } finally {
            lock.unlock();
        }
        taken.resume().run();
        return taken;
    }

    /**
     * What one lane held.
     *
     * @param lane what the writer knows of it
     * @param flushes to complete when the events, and all before them, are written
     * @param last nothing more comes from this lane
     * @param resume tells the room that its lane has room again, if it was full
     */
    public record Taken<L>(
            L lane,
            List<Event> events,
            List<CompletableFuture<Void>> flushes,
            boolean last,
            Runnable resume) {}

    /** One room's lane. All fields are guarded by the lock. */
    private final class Lane implements EventSink.Lane {
        private static final Runnable NOTHING_TO_RESUME = () -> {};

        private final L lane;
        private final Runnable drained;
        private List<Event> waiting = List.of();
        private List<CompletableFuture<Void>> flushes = List.of();
        private boolean queued;
        private long sinceNanos;
        private boolean full;
        private boolean closed;

        Lane(L lane, Runnable drained) {
            this.lane = lane;
            this.drained = drained;
        }

        @Override
        public boolean offer(List<Event> events) {
            lock.lock();
            try {
                refuseWhenClosed();
                if (events.isEmpty()) {
                    return !full;
                }
                if (waiting.isEmpty()) {
                    waiting = new ArrayList<>(events);
                } else {
                    waiting.addAll(events);
                }
                depth += events.size();
                enqueue();
                var allowed = Math.min(settings.roomEvents(), settings.totalEvents() - depth);
                full = waiting.size() >= allowed;
                if (waiting.size() >= allowed / 2 && !urgent) {
                    urgent = true;
                    work.signal();
                }
                return !full;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public CompletableFuture<Void> flush() {
            return flush(false);
        }

        @Override
        public CompletableFuture<Void> close() {
            return flush(true);
        }

        private CompletableFuture<Void> flush(boolean last) {
            var written = new CompletableFuture<Void>();
            lock.lock();
            try {
                refuseWhenClosed();
                closed = last;
                if (flushes.isEmpty()) {
                    flushes = new ArrayList<>(1);
                }
                flushes.add(written);
                enqueue();
                urgent = true;
                work.signal();
            } finally {
                lock.unlock();
            }
            return written;
        }

        private void refuseWhenClosed() {
            if (closed || closing) {
                throw new IllegalStateException("the lane of " + lane + " is closed");
            }
        }

        private void enqueue() {
            if (!queued) {
                queued = true;
                sinceNanos = System.nanoTime();
                if (ready.isEmpty()) {
                    work.signal();
                }
                ready.add(this);
            }
        }

        private Taken<L> takeAll() {
            var taken =
                    new Taken<>(lane, waiting, flushes, closed, full ? drained : NOTHING_TO_RESUME);
            depth -= waiting.size();
            waiting = List.of();
            flushes = List.of();
            queued = false;
            full = false;
            return taken;
        }
    }
}
