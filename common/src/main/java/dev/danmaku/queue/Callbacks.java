package dev.danmaku.queue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread on which listeners are called. What waits for it is bounded by the prefetch of the windows. Once closed, it drops what
 * comes: the queue is closed, too.
 */
final class Callbacks implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("queue-deliveries").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    @Override
    public void execute(Runnable callback) {
        thread.execute(() -> {
            try {
                callback.run();
            } catch (RuntimeException e) {
                LOG.error("a listener of deliveries failed", e);
            }
        });
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
