package dev.danmaku.platforms.kuaishou.lookup;

import dev.danmaku.config.KuaishouSettings;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.kuaishou.lookup.Finding.Broadcast;
import dev.danmaku.platforms.kuaishou.lookup.Finding.OffAir;
import dev.danmaku.platforms.kuaishou.lookup.Finding.OnAir;
import dev.danmaku.platforms.kuaishou.lookup.Finding.Trouble;
import dev.danmaku.platforms.kuaishou.lookup.Finding.Unclear;
import dev.danmaku.platforms.lookup.LookupQueue;
import dev.danmaku.platforms.lookup.Rests;
import dev.danmaku.platforms.net.HttpCalls;
import dev.danmaku.platforms.net.HttpResult;
import dev.danmaku.room.RoomId;

import io.netty.util.concurrent.EventExecutor;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Looks rooms up: within the budget, one at a time for each room, not at all during a cool-down. */
public final class KuaishouResolver implements AutoCloseable {
    private final KuaishouSettings settings;
    private final HttpCalls http;
    private final Site site;
    private final LookupQueue queue;
    private final PacedCalls calls;
    private final GiftList gifts;
    private final Rests rests;

    /** @param timer one thread, on which look-ups begin */
    public KuaishouResolver(
            KuaishouSettings settings, EventExecutor timer, RandomGenerator random) {
        this.settings = settings;
        http = new HttpCalls(
                settings.shared().lookupTimeout(), settings.shared().proxy());
        site = new Site(settings, http);
        var budget = LookupQueue.budget(settings.shared().lookupsPerSecond(), timer, random);
        queue = new LookupQueue(budget, this::ask);
        calls = new PacedCalls(budget);
        gifts = new GiftList(path -> calls.call(() -> site.json(path)), timer.ticker()::nanoTime);
        rests = new Rests(settings.shared().lookupsPerSecond(), timer.ticker()::nanoTime, random);
    }

    /** Never completes exceptionally. Cancelling concerns nobody else who asks for the same room. */
    public CompletableFuture<Lookup> lookUp(RoomId room) {
        return queue.lookUp(room);
    }

    /** Names and prices of gifts, fetched within the budget of the look-ups. */
    public GiftList gifts() {
        return gifts;
    }

    /** One call of another of the platform's hosts, within the same budget. Never completes exceptionally. */
    public CompletableFuture<HttpResult> get(URI target, Map<String, String> headers) {
        return calls.call(() -> http.get(target, headers));
    }

    @Override
    public void close() {
        http.close();
    }

    private CompletableFuture<Lookup> ask(RoomId room) {
        var resting = rests.underWay();
        if (resting.isPresent()) {
            return CompletableFuture.completedFuture(resting.get());
        }
        return site.page(room)
                .thenCompose(page -> secondOpinion(room, page))
                .thenCompose(finding -> whereToConnect(room, finding))
                .thenApply(finding -> answer(room, finding));
    }

    /** The other endpoint, where the page leaves it open and asking on does no harm. */
    private CompletableFuture<Finding> secondOpinion(RoomId room, Finding page) {
        if (page instanceof Unclear(var trouble, var reason) && trouble.asksElsewhere()) {
            return site.liveDetail(room).thenApply(detail -> switch (detail) {
                case OnAir _, OffAir _ -> detail;
                case Unclear other ->
                    new Unclear(
                            other.trouble() == Trouble.UNREADABLE ? trouble : other.trouble(),
                            reason + "; " + other.reason());
            });
        }
        return CompletableFuture.completedFuture(page);
    }

    /** Fills in token and hosts; what the operator gives comes first, and may spare the call. */
    private CompletableFuture<Finding> whereToConnect(RoomId room, Finding finding) {
        if (!(finding instanceof OnAir(var broadcast))) {
            return CompletableFuture.completedFuture(finding);
        }
        var given = new SocketInfo(
                settings.shared().token().value().orElse(null), settings.websocketUrls());
        var known = broadcast.with(given.or(broadcast.socket()));
        return known.socket().complete()
                ? CompletableFuture.completedFuture(new OnAir(known))
                : site.socketInfo(room, known);
    }

    private Lookup answer(RoomId room, Finding finding) {
        return switch (finding) {
            case OnAir(var broadcast) -> new Lookup.Live(found(broadcast));
            case OffAir(var reason) -> new Lookup.NotLive(reason);
            case Unclear(var trouble, var reason) -> rests.begin(room, trouble.rest(), reason);
        };
    }

    /** The operator's token stays out: what was found is kept where others read it. */
    private Found found(Broadcast broadcast) {
        var token = settings.shared().token().value().isPresent()
                ? null
                : broadcast.socket().token();
        return new Found(
                broadcast.liveStreamId(),
                broadcast.socket().hosts(),
                token,
                broadcast.streamer(),
                broadcast.title(),
                broadcast.area(),
                broadcast.cover(),
                broadcast.expTag());
    }
}
