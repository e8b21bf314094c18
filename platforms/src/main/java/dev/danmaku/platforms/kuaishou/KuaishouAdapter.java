package dev.danmaku.platforms.kuaishou;

import dev.danmaku.config.KuaishouSettings;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.PlatformAdapter;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.UnknownMessages;
import dev.danmaku.platforms.kuaishou.lookup.KuaishouResolver;
import dev.danmaku.platforms.net.Budget;
import dev.danmaku.platforms.net.HostNames;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

import javax.net.ssl.SSLException;

/** Kuaishou, as its web page sees it. */
public final class KuaishouAdapter implements PlatformAdapter {
    /** Sockets that connect at once, whatever the rate: more would overrun a server's queue of new connections. */
    static final int MAX_CONNECTING = 256;

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final KuaishouResolver resolver;
    private final Surroundings around;
    private final AtomicBoolean closed = new AtomicBoolean();

    private KuaishouAdapter(KuaishouResolver resolver, Surroundings around) {
        this.resolver = resolver;
        this.around = around;
    }

    /** @param loops shared with other platforms; given back on close */
    public static KuaishouAdapter open(
            KuaishouSettings settings, IoLoops loops, Clock clock, MeterRegistry meters) {
        return open(settings, loops, clock, meters, tls());
    }

    /** @param tls whom to trust */
    static KuaishouAdapter open(
            KuaishouSettings settings,
            IoLoops loops,
            Clock clock,
            MeterRegistry meters,
            SslContext tls) {
        var borrowed = loops.lend();
        var timer = borrowed.next();
        var random = RandomGenerator.of("L64X128MixRandom");
        var around = new Surroundings(
                settings,
                borrowed,
                new HostNames(),
                tls,
                new Budget(settings.shared().connectsPerSecond(), MAX_CONNECTING, 0, timer, random),
                new BroadcastMemory(),
                new UnknownMessages(Platform.KUAISHOU, meters),
                clock,
                ConcurrentHashMap.newKeySet());
        return new KuaishouAdapter(new KuaishouResolver(settings, timer, random), around);
    }

    @Override
    public Platform platform() {
        return Platform.KUAISHOU;
    }

    @Override
    public double connectsPerSecond() {
        return around.settings().shared().connectsPerSecond();
    }

    @Override
    public CompletableFuture<Lookup> lookUp(RoomId room) {
        return resolver.lookUp(room);
    }

    @Override
    public RoomSession join(RoomId room, Found found, int attempt, RoomListener listener) {
        return KuaishouSession.open(around, room, found, attempt, listener);
    }

    @Override
    public FrameDecoder decoder() {
        return new KuaishouDecoder();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        var ends = around.open().stream()
                .peek(KuaishouSession::close)
                .map(KuaishouSession::ended)
                .toArray(CompletableFuture[]::new);
        // A socket that does not close in time is closed with its loop.
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, CLOSING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        resolver.close();
        around.names().close();
        around.loops().close();
    }

    /** Java's own TLS: nothing to ship for every system. Names are checked against certificates. */
    private static SslContext tls() {
        try {
            return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
