package dev.danmaku.platforms.douyu.lookup;

import dev.danmaku.config.DouyuSettings;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.douyu.lookup.Finding.Broadcast;
import dev.danmaku.platforms.douyu.lookup.Finding.Elsewhere;
import dev.danmaku.platforms.douyu.lookup.Finding.OffAir;
import dev.danmaku.platforms.douyu.lookup.Finding.OnAir;
import dev.danmaku.platforms.douyu.lookup.Finding.Trouble;
import dev.danmaku.platforms.douyu.lookup.Finding.Unclear;
import dev.danmaku.platforms.lookup.LookupQueue;
import dev.danmaku.platforms.lookup.Rests;
import dev.danmaku.platforms.net.HttpCalls;
import dev.danmaku.room.RoomId;

import io.netty.util.concurrent.EventExecutor;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Looks rooms up: within the budget, one at a time for each room, not at all during a cool-down. */
public final class DouyuResolver {
    private final DouyuSettings settings;
    private final Site site;
    private final LookupQueue queue;
    private final Rests rests;
    private final KnownIds known = new KnownIds();

    /**
     * @param http the caller's to close
     * @param timer one thread, on which look-ups begin
     */
    public DouyuResolver(
            DouyuSettings settings, HttpCalls http, EventExecutor timer, RandomGenerator random) {
        this.settings = settings;
        site = new Site(settings, http);
        queue = new LookupQueue(
                LookupQueue.budget(settings.shared().lookupsPerSecond(), timer, random), this::ask);
        rests = new Rests(settings.shared().lookupsPerSecond(), timer.ticker()::nanoTime, random);
    }

    /** Never completes exceptionally. Cancelling concerns nobody else who asks for the same room. */
    public CompletableFuture<Lookup> lookUp(RoomId room) {
        return queue.lookUp(room);
    }

    /** Where to connect, in the order to try. */
    public static List<URI> hosts(DouyuSettings settings) {
        return switch (settings.transport()) {
            case WS -> settings.danmuUrls();
            case TCP ->
                settings.tcpAddresses().stream()
                        .map(address -> URI.create("tcp://" + address))
                        .toList();
        };
    }

    private CompletableFuture<Lookup> ask(RoomId room) {
        var resting = rests.underWay();
        if (resting.isPresent()) {
            return CompletableFuture.completedFuture(resting.get());
        }
        var rid = known.find(room);
        var finding = rid > 0 ? resolved(room, rid) : unresolved(room);
        return finding.thenApply(one -> answer(room, one));
    }

    /** A number is mostly a real id; only where it is none its page is asked. */
    private CompletableFuture<Finding> unresolved(RoomId room) {
        var number = RoomIds.parse(room.id());
        var first = number > 0
                ? site.betard(number)
                : CompletableFuture.<Finding>completedFuture(
                        new Unclear(Trouble.NO_REAL_ID, "an alias"));
        return first.thenCompose(finding -> isNoRealId(finding)
                ? site.page(room).thenCompose(page -> pointed(room, page))
                : pointed(room, finding));
    }

    /** Goes where an answer points; once, so that two that point at each other cost nothing. */
    private CompletableFuture<Finding> pointed(RoomId room, Finding finding) {
        return finding instanceof Elsewhere(var rid)
                ? resolved(room, rid)
                : CompletableFuture.completedFuture(finding);
    }

    /** The open API answers for a real id only: of another number it tells some other room. */
    private CompletableFuture<Finding> resolved(RoomId room, long rid) {
        return site.betard(rid).thenCompose(finding -> {
            if (finding instanceof OnAir || finding instanceof OffAir) {
                known.keep(room, rid);
            }
            if (finding instanceof Unclear(var trouble, var reason)
                    && (trouble == Trouble.UNREADABLE || trouble == Trouble.NO_ANSWER)) {
                return site.roomApi(rid).thenApply(second -> combined(trouble, reason, second));
            }
            if (finding instanceof Elsewhere || isNoRealId(finding)) {
                known.forget(room);
            }
            return CompletableFuture.completedFuture(finding);
        });
    }

    private static boolean isNoRealId(Finding finding) {
        return finding instanceof Unclear unclear && unclear.trouble() == Trouble.NO_REAL_ID;
    }

    private static Finding combined(Trouble trouble, String reason, Finding second) {
        return second instanceof Unclear other
                ? new Unclear(
                        other.trouble() == Trouble.UNREADABLE ? trouble : other.trouble(),
                        reason + "; " + other.reason())
                : second;
    }

    private Lookup answer(RoomId room, Finding finding) {
        return switch (finding) {
            case OnAir(var broadcast) -> new Lookup.Live(found(broadcast));
            case OffAir(var reason) -> new Lookup.NotLive(reason);
            case Elsewhere(var rid) ->
                new Lookup.Undecided("betard sends on and on, to room " + rid, null);
            case Unclear(var trouble, var reason) -> rests.begin(room, trouble.rest(), reason);
        };
    }

    private Found found(Broadcast broadcast) {
        return new Found(
                broadcast.rid() + "-" + broadcast.startSeconds(),
                hosts(settings),
                null,
                broadcast.streamer(),
                broadcast.title(),
                broadcast.area(),
                broadcast.cover(),
                new RoomExtra(broadcast.rid(), broadcast.owner(), broadcast.popularity()).toJson());
    }
}
