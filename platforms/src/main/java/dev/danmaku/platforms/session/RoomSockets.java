package dev.danmaku.platforms.session;

import dev.danmaku.config.PlatformSettings;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.UnknownMessages;
import dev.danmaku.platforms.net.Budget;
import dev.danmaku.platforms.net.HostNames;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.room.RoomId;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import javax.net.ssl.SSLException;

/** Opens all room sockets of one platform, within its connect budget. Safe for use by many threads; blocks none. */
public final class RoomSockets implements AutoCloseable {
    /** Sockets that connect at once, whatever the rate: more would overrun a server's queue of new connections. */
    static final int MAX_CONNECTING = 256;

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Surroundings around;

    /**
     * @param loops given back on close
     * @param tls whom to trust: {@link #tls()} but for tests
     */
    public RoomSockets(
            SocketRules rules,
            PlatformSettings settings,
            IoLoops loops,
            SslContext tls,
            UnknownMessages unknown,
            Clock clock,
            RandomGenerator random) {
        var borrowed = loops.lend();
        around = new Surroundings(
                rules,
                settings,
                borrowed,
                new HostNames(),
                tls,
                new Budget(
                        settings.connectsPerSecond(), MAX_CONNECTING, 0, borrowed.next(), random),
                unknown,
                clock,
                ConcurrentHashMap.newKeySet());
    }

    /**
     * Opens one socket and joins the room. Returns at once.
     *
     * @param hosts {@code wss://}, {@code ws://} or {@code tcp://}; the attempt picks one
     * @param attempt 0 for the first socket of this watch, one more for each reconnect
     * @param dialogue called on the session's loop once the socket is open
     */
    public RoomSession open(
            RoomId room,
            Found found,
            List<URI> hosts,
            int attempt,
            Supplier<Dialogue> dialogue,
            RoomListener listener) {
        var host = hosts.get(Math.floorMod(attempt, hosts.size()));
        return SocketSession.open(around, room, found, host, dialogue, listener);
    }

    /** A session that ends as refused at once, since something is missing that no socket can do without. */
    public RoomSession refuse(String reason) {
        return RefusedSession.on(around.loops().next(), reason);
    }

    /** Closes what is open and gives the loops back. */
    @Override
    public void close() {
        var ends = around.open().stream()
                .peek(SocketSession::close)
                .map(SocketSession::ended)
                .toArray(CompletableFuture[]::new);
        // A socket that does not close in time is closed with its loop.
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, CLOSING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        around.names().close();
        around.loops().close();
    }

    /** Java's own TLS: nothing to ship for every system. Names are checked against certificates. */
    public static SslContext tls() {
        try {
            return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
