package dev.danmaku.platforms.bilibili.lookup;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.danmaku.config.BilibiliSettings;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.bilibili.lookup.Finding.Door;
import dev.danmaku.platforms.bilibili.lookup.Finding.Got;
import dev.danmaku.platforms.bilibili.lookup.Finding.OffAir;
import dev.danmaku.platforms.bilibili.lookup.Finding.OnAir;
import dev.danmaku.platforms.bilibili.lookup.Finding.Show;
import dev.danmaku.platforms.bilibili.lookup.Finding.Trouble;
import dev.danmaku.platforms.bilibili.lookup.Finding.Unclear;
import dev.danmaku.platforms.lookup.LookupQueue;
import dev.danmaku.platforms.lookup.Rests;
import dev.danmaku.platforms.net.HttpCalls;
import dev.danmaku.room.RoomId;

import io.netty.util.concurrent.EventExecutor;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Looks rooms up: within the budget, one at a time for each room, not at all during a cool-down. */
public final class BilibiliResolver implements AutoCloseable {
    /** The keys change about daily. */
    static final Duration KEYS_LIFETIME = Duration.ofHours(11);
    /** Between two that were not believed. */
    static final Duration KEYS_LEAST_BETWEEN = Duration.ofMinutes(1);

    private static final Duration BUVID_LIFETIME = Duration.ofHours(12);
    private final BilibiliSettings settings;
    private final HttpCalls http;
    private final Site site;
    private final LookupQueue queue;
    private final Rests rests;
    private final Kept<String> mixinKey;
    private final Kept<String> buvid;
    private final Clock clock;

    /** @param timer one thread, on which look-ups begin */
    public BilibiliResolver(
            BilibiliSettings settings, EventExecutor timer, Clock clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        http = new HttpCalls(
                settings.shared().lookupTimeout(), settings.shared().proxy());
        site = new Site(settings, http);
        queue = new LookupQueue(
                LookupQueue.budget(settings.shared().lookupsPerSecond(), timer, random), this::ask);
        rests = new Rests(settings.shared().lookupsPerSecond(), timer.ticker()::nanoTime, random);
        mixinKey = new Kept<>(
                KEYS_LIFETIME, KEYS_LEAST_BETWEEN, timer.ticker()::nanoTime, site::mixinKey);
        buvid = new Kept<>(BUVID_LIFETIME, BUVID_LIFETIME, timer.ticker()::nanoTime, site::buvid);
    }

    /** Never completes exceptionally. Cancelling concerns nobody else who asks for the same room. */
    public CompletableFuture<Lookup> lookUp(RoomId room) {
        return queue.lookUp(room);
    }

    @Override
    public void close() {
        http.close();
    }

    private CompletableFuture<Lookup> ask(RoomId room) {
        var resting = rests.underWay();
        if (resting.isPresent()) {
            return completedFuture(resting.get());
        }
        return site.roomInit(room).thenCompose(state -> switch (state) {
            case Got<OnAir>(var onAir) -> enter(room, onAir);
            case OffAir<OnAir>(var reason) -> completedFuture(new Lookup.NotLive(reason));
            case Unclear<OnAir> unclear -> completedFuture(undecided(room, unclear));
        });
    }

    /** All that a join needs, of a room that is live. */
    private CompletableFuture<Lookup> enter(RoomId room, OnAir onAir) {
        var cookie = settings.shared().cookie().value().orElse("");
        return knownBuvid(cookie)
                .thenCompose(known -> door(onAir.room(), known)
                        .thenCompose(found -> switch (found) {
                            case Got<Door>(var door) ->
                                site.show(onAir.room(), known)
                                        .thenApply(show -> live(onAir, door, show, known, cookie));
                            case OffAir<Door>(var reason) ->
                                completedFuture(new Lookup.NotLive(reason));
                            case Unclear<Door> unclear -> completedFuture(undecided(room, unclear));
                        }));
    }

    /** Empty where the site gives none: one gets in without. */
    private CompletableFuture<String> knownBuvid(String cookie) {
        var own = OwnCookie.buvid(cookie);
        return own.isPresent()
                ? completedFuture(own.get())
                : buvid.get()
                        .thenApply(found -> found instanceof Got<String>(var text) ? text : "");
    }

    private CompletableFuture<Finding<Door>> door(long room, String known) {
        return mixinKey.get()
                .thenCompose(key -> signed(room, known, key))
                .thenCompose(door -> refused(door)
                        ? mixinKey.refreshed().thenCompose(key -> signed(room, known, key))
                        : completedFuture(door))
                .thenCompose(door -> door instanceof Unclear<Door>(var trouble, var reason)
                                && trouble != Trouble.BLOCKED
                                && trouble != Trouble.NO_ANSWER
                        ? site.conf(room, known)
                                .thenApply(other -> secondOpinion(trouble, reason, other))
                        : completedFuture(door));
    }

    private CompletableFuture<Finding<Door>> signed(
            long room, String known, Finding<String> mixin) {
        return switch (mixin) {
            case Got<String>(var key) -> {
                var parameters =
                        Map.of("id", Long.toString(room), "type", "0", "web_location", "444.8");
                var seconds = clock.instant().getEpochSecond();
                yield site.danmuInfo(Wbi.signed(parameters, seconds, key), known);
            }
            case OffAir<String>(var reason) -> completedFuture(Answers.unreadable(reason));
            case Unclear<String> unclear -> completedFuture(unclear.cast());
        };
    }

    private static boolean refused(Finding<Door> door) {
        return door instanceof Unclear<Door>(var trouble, var _) && trouble == Trouble.RISK;
    }

    private static Finding<Door> secondOpinion(
            Trouble trouble, String reason, Finding<Door> other) {
        return other instanceof Unclear<Door>(var otherTrouble, var otherReason)
                ? new Unclear<>(
                        otherTrouble == Trouble.BLOCKED ? otherTrouble : trouble,
                        reason + "; " + otherReason)
                : other;
    }

    /** The operator's token stays out: what was found is kept where others read it. */
    private Lookup live(OnAir onAir, Door door, Show show, String known, String cookie) {
        var pass = new RoomPass(
                onAir.room(),
                onAir.streamer(),
                OwnCookie.uid(cookie),
                known.isEmpty() ? null : known);
        return new Lookup.Live(new Found(
                onAir.live(),
                door.hosts(),
                settings.shared().token().value().isPresent() ? null : door.token(),
                show.streamer(),
                show.title(),
                show.area(),
                show.cover(),
                pass.toJson()));
    }

    private <T> Lookup undecided(RoomId room, Unclear<T> unclear) {
        return rests.begin(room, unclear.trouble().rest(), unclear.reason());
    }
}
