package dev.danmaku.worker;

import dev.danmaku.registry.Beat;
import dev.danmaku.registry.BeatAnswer;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
    private final Thread thread;
    private final AtomicBoolean early = new AtomicBoolean();
    private volatile boolean closed;
    private volatile long knownGeneration;
    private volatile @Nullable Long restored;

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
            WorkerRegistry registry,
            Duration interval,
            Duration deadline,
            Supplier<String> about,
            BooleanSupplier progress,
            LongSupplier pauses,
            Listener listener) {
        this.session = session;
        this.registry = registry;
        this.interval = interval;
        this.deadline = deadline;
        this.about = about;
        this.progress = progress;
        this.pauses = pauses;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("beat").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Beat at once: the session is unknown, or has something to tell. */
    void beatNow() {
        early.set(true);
        LockSupport.unpark(thread);
    }

    /** All rooms were checked under this generation; the next beat says so. */
    void restored(long generation) {
        restored = generation;
        beatNow();
    }

    private void run() {
        var afterSilence = true;
        var lastLog = "";
        while (!closed) {
            if (!progress.getAsBoolean()) {
                LOG.error(
                        "the worker makes no progress: its session is left to die, others take its rooms");
                afterSilence = true;
            } else {
                var before = pauses.getAsLong();
                try {
                    var answer = registry.beat(
                            new Beat(session, deadline, about.get(), knownGeneration, restored));
                    knownGeneration = Math.max(knownGeneration, answer.generation());
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
            if (!early.getAndSet(false)) {
                LockSupport.parkNanos(interval.toNanos());
                early.set(false);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
