package dev.danmaku.worker;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongSupplier;

/**
 * A worker's threads, and the clock by which it measures how long something takes. Each carries out one task at a time, in order; the
 * worker closes them.
 *
 * @param worker owns slots and deliveries
 * @param beat that nothing else can delay
 * @param amqp may block for long
 * @param nanoTime as {@link System#nanoTime}
 */
public record WorkerThreads(
        ScheduledExecutorService worker,
        ScheduledExecutorService beat,
        ExecutorService amqp,
        LongSupplier nanoTime) {

    /** Real threads, real time. */
    public static WorkerThreads start() {
        var beat = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("beat").daemon().factory());
        // a closed worker does not wait for its next beat
        beat.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return new WorkerThreads(
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("worker").factory()),
                beat,
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("amqp").daemon().factory()),
                System::nanoTime);
    }
}
