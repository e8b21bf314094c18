package dev.danmaku.platforms.net;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Asks the system for addresses on threads of its own: the system's call blocks, and an event loop never does. */
public final class HostNames implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int KEEP_SECONDS = 10;

    private final ExecutorService threads;

    public HostNames() {
        var pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                KEEP_SECONDS,
                TimeUnit.SECONDS,
                // Bounded by the callers' connect budget.
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("room-dns", true));
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
    }

    /** Completes at once for an address, else on another thread; exceptionally for a name that nobody knows. */
    public CompletableFuture<InetSocketAddress> resolve(String host, int port) {
        var address = NetUtil.createInetAddressFromIpAddressString(host);
        if (address != null) {
            return CompletableFuture.completedFuture(new InetSocketAddress(address, port));
        }
        return CompletableFuture.supplyAsync(() -> lookUp(host, port), threads);
    }

    private static InetSocketAddress lookUp(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
