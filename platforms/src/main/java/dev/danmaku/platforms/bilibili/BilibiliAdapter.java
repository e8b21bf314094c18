package dev.danmaku.platforms.bilibili;

import dev.danmaku.config.BilibiliSettings;
import dev.danmaku.metric.Metric;
import dev.danmaku.platforms.AdapterBase;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.UnknownMessages;
import dev.danmaku.platforms.bilibili.lookup.BilibiliResolver;
import dev.danmaku.platforms.bilibili.lookup.Browser;
import dev.danmaku.platforms.bilibili.lookup.RoomPass;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.platforms.session.RoomSockets;
import dev.danmaku.platforms.session.SocketRules;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Bilibili, as its web page sees it. */
public final class BilibiliAdapter extends AdapterBase {
    private static final String TCP = "tcp";
    private static final SocketRules RULES =
            new SocketRules(Browser.SITE, Browser.USER_AGENT, Unpack.MAX_BYTES);

    private final BilibiliResolver resolver;
    private final RoomSockets sockets;
    private final Counter strayBytes;

    private BilibiliAdapter(
            BilibiliSettings settings,
            BilibiliResolver resolver,
            RoomSockets sockets,
            Counter strayBytes) {
        super(Platform.BILIBILI, settings.shared());
        this.resolver = resolver;
        this.sockets = sockets;
        this.strayBytes = strayBytes;
    }

    /** @param loops shared with other platforms; given back on close */
    public static BilibiliAdapter open(
            BilibiliSettings settings, IoLoops loops, Clock clock, MeterRegistry meters) {
        var random = RandomGenerator.of("L64X128MixRandom");
        var sockets = new RoomSockets(
                RULES,
                settings.shared(),
                loops,
                RoomSockets.tls(),
                new UnknownMessages(Platform.BILIBILI, meters),
                clock,
                random);
        return new BilibiliAdapter(
                settings,
                new BilibiliResolver(settings, loops.next(), clock, random),
                sockets,
                Metric.STRAY_BYTES.counter(meters, Platform.BILIBILI.label()));
    }

    @Override
    public CompletableFuture<Lookup> lookUp(RoomId room) {
        return resolver.lookUp(room);
    }

    /** Events bear the real id, whichever id the room was asked for by. */
    @Override
    public RoomSession join(RoomId room, Found found, int attempt, RoomListener listener) {
        var token = token(found);
        if (token.isEmpty()) {
            return sockets.refuse("no token");
        }
        var pass = RoomPass.fromJson(found.extra());
        if (pass.isEmpty()) {
            return sockets.refuse("what was found does not name the real room");
        }
        return sockets.open(
                new RoomId(Platform.BILIBILI, Long.toString(pass.get().room())),
                found,
                found.hosts(),
                attempt,
                () -> dialogue(found, pass.get(), token.get()),
                listener);
    }

    private BilibiliDialogue dialogue(Found found, RoomPass pass, String token) {
        var messages = new RoomMessages(Long.toString(pass.room()), found.live(), pass.streamer());
        return new BilibiliDialogue(
                pass,
                token,
                messages,
                strayBytes::increment,
                TCP.equals(found.hosts().getFirst().getScheme()));
    }

    @Override
    public FrameDecoder decoder() {
        return new BilibiliDecoder();
    }

    @Override
    protected void closeAll() {
        resolver.close();
        sockets.close();
    }
}
