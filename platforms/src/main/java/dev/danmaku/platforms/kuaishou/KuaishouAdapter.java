package dev.danmaku.platforms.kuaishou;

import dev.danmaku.config.KuaishouSettings;
import dev.danmaku.platforms.AdapterBase;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.UnknownMessages;
import dev.danmaku.platforms.kuaishou.feed.FallBack;
import dev.danmaku.platforms.kuaishou.lookup.Browser;
import dev.danmaku.platforms.kuaishou.lookup.KuaishouResolver;
import dev.danmaku.platforms.kuaishou.wire.CSWebEnterRoom;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.platforms.session.RoomSockets;
import dev.danmaku.platforms.session.SocketRules;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.SslContext;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Kuaishou, as its web page sees it. */
public final class KuaishouAdapter extends AdapterBase {
    private static final SocketRules RULES =
            new SocketRules(Browser.SITE, Browser.USER_AGENT, Frame.MAX_FRAME_BYTES);

    private final KuaishouSettings settings;
    private final KuaishouResolver resolver;
    private final RoomSockets sockets;
    private final FallBack fallBack;
    private final BroadcastMemory memory = new BroadcastMemory();
    private final Clock clock;

    private KuaishouAdapter(
            KuaishouSettings settings,
            KuaishouResolver resolver,
            RoomSockets sockets,
            FallBack fallBack,
            Clock clock) {
        super(Platform.KUAISHOU, settings.shared());
        this.settings = settings;
        this.resolver = resolver;
        this.sockets = sockets;
        this.fallBack = fallBack;
        this.clock = clock;
    }

    /** @param loops shared with other platforms; given back on close */
    public static KuaishouAdapter open(
            KuaishouSettings settings, IoLoops loops, Clock clock, MeterRegistry meters) {
        return open(settings, loops, clock, meters, RoomSockets.tls());
    }

    /** @param tls whom to trust */
    static KuaishouAdapter open(
            KuaishouSettings settings,
            IoLoops loops,
            Clock clock,
            MeterRegistry meters,
            SslContext tls) {
        var random = RandomGenerator.of("L64X128MixRandom");
        var sockets = new RoomSockets(
                RULES,
                settings.shared(),
                loops,
                tls,
                new UnknownMessages(Platform.KUAISHOU, meters),
                clock,
                random);
        var resolver = new KuaishouResolver(settings, loops.next(), random);
        var fallBack = new FallBack(
                settings.mobileUrl(),
                resolver::get,
                settings.shared().lookupsPerSecond(),
                loops::next,
                clock);
        return new KuaishouAdapter(settings, resolver, sockets, fallBack, clock);
    }

    @Override
    public CompletableFuture<Lookup> lookUp(RoomId room) {
        return resolver.lookUp(room);
    }

    @Override
    public RoomSession join(RoomId room, Found found, int attempt, RoomListener listener) {
        return fallBack.join(room, found, listener, () -> socket(room, found, attempt, listener));
    }

    private RoomSession socket(RoomId room, Found found, int attempt, RoomListener listener) {
        var token = token(found);
        if (token.isEmpty()) {
            return sockets.refuse("no token");
        }
        var hosts = settings.websocketUrls().isEmpty() ? found.hosts() : settings.websocketUrls();
        return sockets.open(
                room,
                found,
                hosts,
                attempt,
                () -> dialogue(room, found, token.get(), attempt),
                listener);
    }

    private KuaishouDialogue dialogue(RoomId room, Found found, String token, int attempt) {
        var kept = memory.take(found.live());
        var enter = CSWebEnterRoom.newBuilder()
                .setToken(token)
                .setLiveStreamId(found.live())
                .setReconnectCount(attempt)
                .setLastErrorCode((int) kept.lastErrorCode())
                .setPageId(PageId.next(clock.millis()));
        if (found.extra() != null) {
            enter.setExpTag(found.extra());
        }
        var events = new RoomEvents(
                room.id(),
                found.live(),
                kept.combos(),
                gift -> resolver.gifts().find(gift, found.live()));
        return new KuaishouDialogue(
                found.live(), ClientFrames.enterRoom(enter.build()), events, memory);
    }

    @Override
    public boolean combosTellTotals() {
        return true;
    }

    @Override
    public FrameDecoder decoder() {
        return new KuaishouDecoder();
    }

    @Override
    protected void closeAll() {
        fallBack.close();
        resolver.close();
        sockets.close();
    }
}
