package dev.danmaku.worker;

import dev.danmaku.registry.Beat;
import dev.danmaku.registry.BeatAnswer;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One beat a second for the whole worker, on a thread and a connection of its own. It stops while the worker makes no progress, so
 * that a hung worker does not hold rooms for ever.
 */
final class WorkerHeartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerHeartbeat.class);

    private final String session;
    private final WorkerRegistry registry;
    private final Duration interval;
    private final Duration deadline;
    private final Supplier<String> about;
    private final BooleanSupplier progress;
    private final LongSupplier pauses;
    private final Listener listener;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean early = new AtomicBoolean();
    private volatile boolean closed;
    private volatile long knownGeneration;
    private volatile @Nullable Long restored;
    private volatile boolean registered;
    private volatile long answeredNanos;
    private @Nullable Future<?> next;
    private boolean afterSilence = true;
    private String lastLog = "";

    /** What a beat brings; called on the beat's thread. */
    interface Listener {
        /**
         * @param afterSilence the first answer after Redis did not answer, or the first at all
         * @param pauses of this process that lie before the beat
         */
        void answered(BeatAnswer answer, boolean afterSilence, long pauses);
    }

    WorkerHeartbeat(
            String session,
            ScheduledExecutorService thread,
            WorkerRegistry registry,
            Duration interval,
            Duration deadline,
            Supplier<String> about,
            BooleanSupplier progress,
            LongSupplier pauses,
            Listener listener,
            LongSupplier nanoTime) {
        this.session = session;
        this.thread = thread;
        this.registry = registry;
        this.interval = interval;
        this.deadline = deadline;
        this.about = about;
        this.progress = progress;
        this.pauses = pauses;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.answeredNanos = nanoTime.getAsLong();
    }

    void start() {
        beatNow();
    }

    /** Beat at once: the session is unknown, or has something to tell. Many such calls make one beat. */
    void beatNow() {
        if (!early.getAndSet(true)) {
            try {
                thread.execute(this::beat);
            } catch (RejectedExecutionException e) {
                LOG.debug("the worker is closed, it beats no more");
            }
        }
    }

    /** Since Redis answered a beat, or since the start. From any thread. */
    Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - answeredNanos);
    }

    /** Whether a beat was ever answered. From any thread. */
    boolean registered() {
        return registered;
    }

    /** All rooms were checked under this generation; the next beat says so. */
    void restored(long generation) {
        restored = generation;
        beatNow();
    }

    /** From any beat to the next one; what was asked for meanwhile comes at once after it. */
    private void beat() {
        early.set(false);
        if (next != null) {
            next.cancel(false);
        }
        if (closed) {
            return;
        }
        try {
            beatOnce();
        } catch (RuntimeException e) {
            LOG.error("a beat failed: this is a bug", e);
        }
        try {
            next = thread.schedule(this::beat, interval.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed, this was the last beat");
        }
    }

    private void beatOnce() {
        if (!progress.getAsBoolean()) {
            LOG.error(
                    "the worker makes no progress: its session is left to die, others take its rooms");
            afterSilence = true;
            return;
        }
        var before = pauses.getAsLong();
        try {
            var answer = registry.beat(
                    new Beat(session, deadline, about.get(), knownGeneration, restored));
            knownGeneration = Math.max(knownGeneration, answer.generation());
            answeredNanos = nanoTime.getAsLong();
            registered = true;
            listener.answered(answer, afterSilence, before);
            afterSilence = false;
            lastLog = "";
        } catch (RegistryUnavailable e) {
            afterSilence = true;
            if (!lastLog.equals(e.getMessage())) {
                lastLog = String.valueOf(e.getMessage());
                LOG.warn("no beat: {}; rooms go on", lastLog);
            }
        }
    }

    /** Waits a little for a beat under way. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("the last beat goes unanswered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
