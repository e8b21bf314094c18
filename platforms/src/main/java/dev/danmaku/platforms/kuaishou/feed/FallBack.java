package dev.danmaku.platforms.kuaishou.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.net.HttpCalls;
import dev.danmaku.platforms.net.HttpResult;
import dev.danmaku.room.RoomId;

import io.netty.util.concurrent.EventExecutor;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Chooses between a room's socket and its comment feed: the feed when the socket was refused several times in a row, for some
 * minutes; then the socket again. Bounded; safe for use by many threads.
 */
public final class FallBack {
    /** Refusals in a row that make a room fall back. */
    static final int ENOUGH_REFUSALS = 3;
    /** How long the feed is polled before the socket is tried again. */
    static final Duration SOCKET_AGAIN = Duration.ofMinutes(5);
    /** Rooms with refusals that are remembered; beyond it the oldest is forgotten, and tries its socket again. */
    static final int MAX_ROOMS = 2_000;
    /** Rooms polled at once where look-ups have no limit. */
    static final int MAX_FEEDS = 64;
    /** Of the look-up budget; the rest is for look-ups. */
    private static final double FEEDS_SHARE = 0.5;

    private static final String REFERER = "https://livev.m.chenzhongtech.com/";
    private static final String PHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
                    + " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
    private static final Map<String, String> HEADERS = Map.of(
            "User-Agent",
            PHONE,
            "Accept",
            "application/json",
            "Accept-Language",
            "zh-CN,zh;q=0.9",
            "Referer",
            REFERER);

    private final URI mobileUrl;
    private final BiFunction<URI, Map<String, String>, CompletableFuture<HttpResult>> get;
    private final Supplier<? extends EventExecutor> loops;
    private final Clock clock;
    private final Duration socketAgain;
    private final int maxFeeds;
    private final Map<RoomId, Refusals> refusals = new LinkedHashMap<>();
    private final Set<FeedSession> open = ConcurrentHashMap.newKeySet();

    /**
     * A room's socket, refused.
     *
     * @param sinceMillis when it was refused first
     * @param feedUntilMillis when the socket is worth another try
     * @param cursor where the feed stopped; empty where it has not begun
     */
    private record Refusals(
            int inARow, long sinceMillis, long feedUntilMillis, String live, String cursor) {}

    /**
     * @param get asks within the look-up budget, never exceptionally
     * @param lookupsPerSecond that budget; 0 is no limit
     * @param loops the loop of the next session
     */
    public FallBack(
            URI mobileUrl,
            BiFunction<URI, Map<String, String>, CompletableFuture<HttpResult>> get,
            double lookupsPerSecond,
            Supplier<? extends EventExecutor> loops,
            Clock clock) {
        this(mobileUrl, get, lookupsPerSecond, loops, clock, SOCKET_AGAIN);
    }

    FallBack(
            URI mobileUrl,
            BiFunction<URI, Map<String, String>, CompletableFuture<HttpResult>> get,
            double lookupsPerSecond,
            Supplier<? extends EventExecutor> loops,
            Clock clock,
            Duration socketAgain) {
        this.mobileUrl = mobileUrl;
        this.get = get;
        this.loops = loops;
        this.clock = clock;
        this.socketAgain = socketAgain;
        var polls = lookupsPerSecond * FEEDS_SHARE * FeedAnswer.USUAL_PAUSE.toSeconds();
        maxFeeds = lookupsPerSecond == 0 ? MAX_FEEDS : Math.clamp((long) polls, 1, MAX_FEEDS);
    }

    /** @param socket opens the room's socket */
    public RoomSession join(
            RoomId room, Found found, RoomListener listener, Supplier<RoomSession> socket) {
        var refused = refusals(room);
        var left = refused == null ? 0 : refused.feedUntilMillis - clock.millis();
        if (refused != null && left > 0 && open.size() < maxFeeds) {
            return poll(room, found, listener, refused, Duration.ofMillis(left));
        }
        var session = socket.get();
        session.ended().thenAccept(end -> socketEnded(room, found, end));
        return session;
    }

    private RoomSession poll(
            RoomId room, Found found, RoomListener listener, Refusals refused, Duration lasting) {
        var cursor = refused.live.equals(found.live()) ? refused.cursor : "";
        var session = new FeedSession(
                room,
                found,
                listener,
                loops.get(),
                clock,
                after -> ask(found.live(), after),
                cursor,
                refused.sinceMillis);
        open.add(session);
        session.ended().thenAccept(end -> {
            open.remove(session);
            feedEnded(room, session.cursor(), end);
        });
        session.begin(lasting);
        return session;
    }

    private CompletableFuture<FeedAnswer> ask(String live, String cursor) {
        var query = "?liveStreamId=" + URLEncoder.encode(live, UTF_8)
                + (cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, UTF_8));
        return get.apply(HttpCalls.under(mobileUrl, "/wap/live/feed" + query), HEADERS)
                .thenApply(FeedAnswer::of);
    }

    private synchronized @Nullable Refusals refusals(RoomId room) {
        return refusals.get(room);
    }

    /** Anything but a refusal breaks the row. */
    private synchronized void socketEnded(RoomId room, Found found, SessionEnd end) {
        var before = refusals.remove(room);
        if (!(end instanceof SessionEnd.Refused)) {
            return;
        }
        var now = clock.millis();
        var inARow = before == null ? 1 : before.inARow + 1;
        refusals.put(
                room,
                new Refusals(
                        inARow,
                        before == null ? now : before.sinceMillis,
                        inARow < ENOUGH_REFUSALS ? now : now + socketAgain.toMillis(),
                        found.live(),
                        before == null || !before.live.equals(found.live()) ? "" : before.cursor));
        if (refusals.size() > MAX_ROOMS) {
            refusals.remove(refusals.keySet().iterator().next());
        }
    }

    /** A feed that lets nobody in, either, gives way to the socket at once. */
    private synchronized void feedEnded(RoomId room, String cursor, SessionEnd end) {
        var before = refusals.get(room);
        if (before != null) {
            refusals.put(
                    room,
                    new Refusals(
                            end instanceof SessionEnd.Refused ? 0 : before.inARow,
                            before.sinceMillis,
                            end instanceof SessionEnd.Refused
                                    ? clock.millis()
                                    : before.feedUntilMillis,
                            before.live,
                            cursor));
        }
    }

    /** Ends all feeds; waits for none of them. */
    public void close() {
        open.forEach(FeedSession::close);
    }
}
