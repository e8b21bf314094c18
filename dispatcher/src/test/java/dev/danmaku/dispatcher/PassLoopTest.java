package dev.danmaku.dispatcher;

import static dev.danmaku.dispatcher.Rig.soon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import redis.clients.jedis.exceptions.JedisConnectionException;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(30)
class PassLoopTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicInteger passes = new AtomicInteger();

    @Test
    void itPassesAtOnceAndAtItsInterval() {
        try (var loop = new PassLoop("loop", Duration.ofMillis(10), passes::incrementAndGet)) {
            loop.start();

            soon().until(() -> passes.get() >= 5);
        }
    }

    @Test
    void aWakeUpMakesItEarly() {
        try (var loop = new PassLoop("loop", HOUR, passes::incrementAndGet)) {
            loop.start();
            soon().until(() -> passes.get() == 1);

            loop.wake();

            soon().until(() -> passes.get() == 2);
        }
    }

    @Test
    void manyWakeUpsDuringAPassMakeOneMore() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var loop = new PassLoop("loop", HOUR, () -> {
            passes.incrementAndGet();
            begun.countDown();
            awaitQuietly(goOn);
        })) {
            loop.start();
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            for (var i = 0; i < 1_000; i++) {
                loop.wake();
            }

            goOn.countDown();

            soon().until(() -> passes.get() == 2);
            loop.wake();
            soon().until(() -> passes.get() == 3);
        }
    }

    @Test
    void aPassThatFailsIsTriedAgain() {
        try (var loop = new PassLoop("loop", Duration.ofMillis(10), () -> {
            switch (passes.incrementAndGet()) {
                case 1 -> throw new JedisConnectionException("away");
                case 2 -> throw new IllegalStateException("a bug");
                default -> {}
            }
        })) {
            loop.start();

            soon().until(() -> passes.get() >= 3);
        }
    }

    @Test
    void closingEndsItsRestAtOnceAndTwiceIsFine() {
        var loop = new PassLoop("loop", HOUR, passes::incrementAndGet);
        loop.start();
        soon().until(() -> passes.get() == 1);

        loop.close();
        loop.close();

        loop.wake();
        assertThat(passes).hasValue(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("loop"));
    }

    @Test
    void closingBeforeTheStartIsFine() {
        new PassLoop("loop", HOUR, passes::incrementAndGet).close();

        assertThat(passes).hasValue(0);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
