package dev.danmaku.platforms.net;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Asks the system for addresses on threads of its own: the system's call blocks, and an event loop never does. */
public final class HostNames implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int KEEP_SECONDS = 10;

    private final ExecutorService threads;
    private final AddressResolverGroup<InetSocketAddress> group = new Group();

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

    /** The same, as Netty asks. */
    AddressResolverGroup<InetSocketAddress> group() {
        return group;
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

    private final class Group extends AddressResolverGroup<InetSocketAddress> {
        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new Resolver(executor).asAddressResolver();
        }
    }

    /** Its promises complete on their event loop, wherever they are kept from. */
    private final class Resolver extends InetNameResolver {
        private Resolver(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            resolve(host, promise, found -> found);
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            resolve(host, promise, List::of);
        }

        private <T> void resolve(
                String host, Promise<T> promise, Function<InetAddress, T> asAsked) {
            HostNames.this.resolve(host, 0).whenComplete((found, failure) -> {
                if (failure == null) {
                    promise.trySuccess(asAsked.apply(found.getAddress()));
                } else {
                    promise.tryFailure(
                            failure instanceof CompletionException ? failure.getCause() : failure);
                }
            });
        }
    }
}
