package dev.danmaku.console.web;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The threads that answer. */
final class WorkPools implements AutoCloseable {
    private static final int QUICK_THREADS = 4;
    private static final int QUICK_WAITING = 1_000;
    private static final int STORE_THREADS = 3;
    private static final int STORE_WAITING = 30;
    private static final int LOGINS_WAITING = 16;

    private final ThreadPoolExecutor quick = pool("console-quick", QUICK_THREADS, QUICK_WAITING);
    private final ThreadPoolExecutor store = pool("console-store", STORE_THREADS, STORE_WAITING);

    private final ThreadPoolExecutor login = pool("console-login", 1, LOGINS_WAITING);

    private static ThreadPoolExecutor pool(String name, int threads, int waiting) {
        var count = new AtomicLong();
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                work -> Thread.ofPlatform()
                        .name(name + "-" + count.incrementAndGet())
                        .daemon()
                        .unstarted(work));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Fails with a {@link Problem} where too many wait already. */
    <T> CompletableFuture<T> run(Route.Work work, Supplier<T> supplier) {
        try {
            return CompletableFuture.supplyAsync(supplier, of(work));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    Problem.busy("Too many questions wait for an answer already"));
        }
    }

    private Executor of(Route.Work work) {
        return switch (work) {
            case QUICK -> quick;
            case STORE -> store;
            case LOGIN -> login;
        };
    }

    @Override
    public void close() {
        quick.shutdownNow();
        store.shutdownNow();
        login.shutdownNow();
    }
}
