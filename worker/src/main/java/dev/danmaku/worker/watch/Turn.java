package dev.danmaku.worker.watch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one after the other, in the order they came, on the thread that brings one while none is running. So a room's
 * state has one owner at a time, without a thread and, as long as nobody else brings a task, without a hop between threads.
 * A task brought from within a task runs after it.
 */
final class Turn implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        if (unfinished.getAndIncrement() > 0) {
            return;
        }
        do {
            run(waiting.remove());
        } while (unfinished.decrementAndGet() > 0);
    }

    /** A defect in one task must not keep those behind it from ever running. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A step of a room's watch failed", e);
        }
    }
}
