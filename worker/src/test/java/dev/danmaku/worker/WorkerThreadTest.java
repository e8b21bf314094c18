package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Much to do is not standing still. */
@Timeout(30)
class WorkerThreadTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong();
    private final WorkerThread thread =
            new WorkerThread(Executors.newSingleThreadScheduledExecutor(), nanos::get);

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void aLongQueueOfShortTasksIsProgress() {
        var done = new AtomicLong();
        for (var i = 0; i < 1000; i++) {
            thread.post(() -> {
                nanos.addAndGet(MINUTE.toNanos());
                done.incrementAndGet();
                assertThat(thread.stillFor()).isLessThanOrEqualTo(MINUTE);
            });
        }

        await().until(() -> done.get() == 1000);
        await().until(() -> thread.stillFor().isZero());
    }

    @Test
    void aTaskThatDoesNotEndIsNone() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        thread.post(() -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();

        nanos.addAndGet(MINUTE.toNanos());

        assertThat(thread.stillFor()).isEqualTo(MINUTE);
        goOn.countDown();
        await().until(() -> thread.stillFor().isZero());
    }
}
