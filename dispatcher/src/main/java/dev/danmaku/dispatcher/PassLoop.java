package dev.danmaku.dispatcher;

import dev.danmaku.queue.QueueDeclaredOtherwise;
import dev.danmaku.queue.QueueUnavailable;
import dev.danmaku.registry.RegistryUnavailable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.exceptions.JedisException;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs a pass at an interval, and early when woken. A pass that fails since a server is away is told once and tried again at the next
 * interval. A long pass is followed by a rest as long as itself, so that a huge lives set leaves Redis half of the time.
 */
final class PassLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PassLoop.class);

    private final Duration interval;
    private final Runnable pass;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private String told = "";

    PassLoop(String name, Duration interval, Runnable pass) {
        this.interval = interval;
        this.pass = pass;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether it is to run and does: no pass can end it but an error of the machine. */
    boolean alive() {
        return thread.isAlive();
    }

    /** Makes the next pass early; many wake-ups make one. */
    void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    private void run() {
        try {
            while (!closed()) {
                var begun = System.nanoTime();
                runPass();
                var lasted = Duration.ofNanos(System.nanoTime() - begun);
                LOG.debug("a pass took {} ms", lasted.toMillis());
                rest(lasted);
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted: it ends");
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void rest(Duration lasted) throws InterruptedException {
        if (lasted.compareTo(interval) > 0
                && closing.await(lasted.toNanos(), TimeUnit.NANOSECONDS)) {
            return;
        }
        if (woken.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS)) {
            woken.drainPermits();
        }
    }

    private void runPass() {
        try {
            pass.run();
            if (!told.isEmpty()) {
                LOG.info("goes on");
                told = "";
            }
        } catch (RegistryUnavailable
                | QueueUnavailable
                | QueueDeclaredOtherwise
                | JedisException e) {
            tellOnce(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("a pass failed: this is a bug; the next one is tried all the same", e);
        }
    }

    private void tellOnce(String reason) {
        if (!closed() && !told.equals(reason)) {
            told = reason;
            LOG.warn("waits: {}", reason);
        }
    }

    /** Ends after the pass under way, for which it waits a little. */
    @Override
    public void close() {
        closing.countDown();
        wake();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
