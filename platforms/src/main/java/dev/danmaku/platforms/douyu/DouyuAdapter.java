package dev.danmaku.platforms.douyu;

import dev.danmaku.config.DouyuSettings;
import dev.danmaku.platforms.AdapterBase;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.UnknownMessages;
import dev.danmaku.platforms.douyu.gift.GiftBook;
import dev.danmaku.platforms.douyu.lookup.Browser;
import dev.danmaku.platforms.douyu.lookup.DouyuResolver;
import dev.danmaku.platforms.douyu.lookup.RoomExtra;
import dev.danmaku.platforms.net.HttpCalls;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.platforms.session.RoomSockets;
import dev.danmaku.platforms.session.SocketRules;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import io.micrometer.core.instrument.MeterRegistry;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Douyu, as its web page sees it, without a login. */
public final class DouyuAdapter extends AdapterBase {
    /** A message holds up to 8 packets of some KB; the largest packet may have a whole MiB. */
    private static final int MAX_MESSAGE_BYTES = 2 << 20;

    private static final SocketRules RULES =
            new SocketRules(Browser.SITE, Browser.USER_AGENT, MAX_MESSAGE_BYTES);

    private final DouyuSettings settings;
    private final HttpCalls http;
    private final DouyuResolver resolver;
    private final GiftBook gifts;
    private final RoomSockets sockets;

    private DouyuAdapter(
            DouyuSettings settings,
            HttpCalls http,
            DouyuResolver resolver,
            GiftBook gifts,
            RoomSockets sockets) {
        super(Platform.DOUYU, settings.shared());
        this.settings = settings;
        this.http = http;
        this.resolver = resolver;
        this.gifts = gifts;
        this.sockets = sockets;
    }

    /** @param loops shared with other platforms; given back on close */
    public static DouyuAdapter open(
            DouyuSettings settings, IoLoops loops, Clock clock, MeterRegistry meters) {
        var random = RandomGenerator.of("L64X128MixRandom");
        var timer = loops.next();
        var http = new HttpCalls(
                settings.shared().lookupTimeout(), settings.shared().proxy());
        var sockets = new RoomSockets(
                RULES,
                settings.shared(),
                loops,
                RoomSockets.tls(),
                new UnknownMessages(Platform.DOUYU, meters),
                clock,
                random);
        return new DouyuAdapter(
                settings,
                http,
                new DouyuResolver(settings, http, timer, random),
                new GiftBook(settings, http, timer, random),
                sockets);
    }

    @Override
    public CompletableFuture<Lookup> lookUp(RoomId room) {
        return resolver.lookUp(room);
    }

    @Override
    public RoomSession join(RoomId room, Found found, int attempt, RoomListener listener) {
        var extra = RoomExtra.fromJson(found.extra());
        if (extra.isEmpty()) {
            return sockets.refuse("no real room id");
        }
        var known = extra.get();
        gifts.prepare(known.rid());
        var place = new Place(room.id(), known.rid(), known.owner(), found.live());
        var joinsAtOnce = settings.transport() == DouyuSettings.Transport.WS;
        return sockets.open(
                room,
                found,
                hosts(known.rid()),
                attempt,
                () -> new DouyuDialogue(
                        place, joinsAtOnce, known.popularity(), new RoomEvents(place, gifts)),
                listener);
    }

    /** All servers are alike: each room begins with another one, so that none gets all rooms. */
    private List<URI> hosts(long rid) {
        var hosts = new ArrayList<>(DouyuResolver.hosts(settings));
        Collections.rotate(hosts, (int) (rid % hosts.size()));
        return hosts;
    }

    @Override
    public FrameDecoder decoder() {
        return new DouyuDecoder();
    }

    @Override
    protected void closeAll() {
        sockets.close();
        http.close();
    }
}
