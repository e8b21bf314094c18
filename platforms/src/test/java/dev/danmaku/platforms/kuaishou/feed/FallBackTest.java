package dev.danmaku.platforms.kuaishou.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.event.Event;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.SessionEnd.ClosedByUs;
import dev.danmaku.platforms.SessionEnd.Lost;
import dev.danmaku.platforms.SessionEnd.Refused;
import dev.danmaku.platforms.net.HttpResult;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.ManualClock;

import io.netty.util.concurrent.DefaultEventExecutor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A room that falls back and comes back; its feed is the test's, its time stands still. */
@Timeout(60)
class FallBackTest {
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xroom");
    private static final Found FOUND =
            new Found("XT8F/+", List.of(URI.create("ws://h/w")), "t", "安", null, null, null, null);

    private final DefaultEventExecutor loop = new DefaultEventExecutor();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-01T00:00:00Z"));
    private final List<URI> asked = new CopyOnWriteArrayList<>();
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger joins = new AtomicInteger();
    private final AtomicInteger sockets = new AtomicInteger();
    private volatile String answer = "{\"result\":1,\"cursor\":\"a b\",\"pullCycleSeconds\":1}";
    private final FallBack fallBack = fallBack(0);

    @AfterEach
    void close() {
        fallBack.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void enoughRefusalsInARowMakeARoomFallBack() {
        refuse(fallBack, FallBack.ENOUGH_REFUSALS - 1);
        socket(fallBack, new Lost("else"));
        refuse(fallBack, FallBack.ENOUGH_REFUSALS);

        assertThat(join(fallBack)).isInstanceOf(FeedSession.class);
        await().until(() -> joins.get() == 1);
        assertThat(asked.getFirst().toString())
                .isEqualTo("http://m/wap/live/feed?liveStreamId=XT8F%2F%2B");
        assertThat(heard.getFirst().body().type()).isEqualTo("room-changed");
    }

    @Test
    void theFeedGoesOnAtItsCursor() {
        refuse(fallBack, FallBack.ENOUGH_REFUSALS);
        join(fallBack);

        await().until(() -> asked.size() >= 2);
        assertThat(asked.get(1).getRawQuery()).endsWith("&cursor=a+b");
    }

    @Test
    void aFeedThatIsNotReadIsNotAskedUntilItIs() throws Exception {
        refuse(fallBack, FallBack.ENOUGH_REFUSALS);
        var session = join(fallBack);
        await().until(() -> joins.get() == 1);

        session.reading(false);
        // Its loop has heard it, and a second later it has not asked.
        session.loop().schedule(() -> {}, 1_100, TimeUnit.MILLISECONDS).get();
        var before = asked.size();
        assertThat(before).isLessThanOrEqualTo(2);

        session.reading(true);
        await().until(() -> asked.size() > before);
    }

    @Test
    void theSocketIsTriedAgainAndTheFeedFollowsARefusal() {
        refuse(fallBack, FallBack.ENOUGH_REFUSALS);
        clock.advance(FallBack.SOCKET_AGAIN);

        refuse(fallBack, 1);

        assertThat(join(fallBack)).isInstanceOf(FeedSession.class);
    }

    @Test
    void aFeedMakesRoomForASocketInTime() throws Exception {
        var brief = fallBack(0, Duration.ofMillis(50));
        refuse(brief, FallBack.ENOUGH_REFUSALS);

        assertThat(end(join(brief))).isInstanceOf(Lost.class);
    }

    @Test
    void aFeedThatRefusesGivesWayToSockets() throws Exception {
        refuse(fallBack, FallBack.ENOUGH_REFUSALS);
        answer = "{\"result\":2}";

        assertThat(end(join(fallBack))).isEqualTo(new Refused("mobile feed: result 2"));
        refuse(fallBack, FallBack.ENOUGH_REFUSALS);
    }

    @Test
    void aFeedThatNeverAnswersIsLost() throws Exception {
        refuse(fallBack, FallBack.ENOUGH_REFUSALS);
        answer = "<html>";

        assertThat(end(join(fallBack))).isEqualTo(new Lost("mobile feed: no JSON"));
        assertThat(asked).hasSize(FeedSession.MAX_FIRST_FAILURES);
    }

    @Test
    void feedsLeaveHalfTheBudgetToLookUps() {
        var paced = fallBack(0.5);
        refuse(paced, FallBack.ENOUGH_REFUSALS);

        assertThat(join(paced)).isInstanceOf(FeedSession.class);
        assertThat(join(paced)).isNotInstanceOf(FeedSession.class);
    }

    @Test
    void closingEndsIt() throws Exception {
        refuse(fallBack, FallBack.ENOUGH_REFUSALS);
        var session = join(fallBack);

        session.close();
        session.close();

        assertThat(end(session)).isEqualTo(new ClosedByUs());
    }

    private void refuse(FallBack by, int times) {
        for (var i = 0; i < times; i++) {
            socket(by, new Refused("no"));
        }
    }

    /** Joins by a socket that ends like this. */
    private void socket(FallBack by, SessionEnd end) {
        var before = sockets.get();
        var session = join(by);
        assertThat(sockets).hasValue(before + 1);
        session.ended().complete(end);
    }

    private RoomSession join(FallBack by) {
        return by.join(ROOM, FOUND, new Ear(), () -> {
            sockets.incrementAndGet();
            return new Socket(new CompletableFuture<>(), loop);
        });
    }

    private static SessionEnd end(RoomSession session) throws Exception {
        return session.ended().get(20, TimeUnit.SECONDS);
    }

    private FallBack fallBack(double lookupsPerSecond) {
        return fallBack(lookupsPerSecond, FallBack.SOCKET_AGAIN);
    }

    private FallBack fallBack(double lookupsPerSecond, Duration socketAgain) {
        return new FallBack(
                URI.create("http://m/"),
                this::get,
                lookupsPerSecond,
                () -> loop,
                clock,
                socketAgain);
    }

    private CompletableFuture<HttpResult> get(URI target, Map<String, String> headers) {
        asked.add(target);
        return CompletableFuture.completedFuture(
                new HttpResult.Answer(200, answer, List.of(), null));
    }

    private record Socket(CompletableFuture<SessionEnd> ended, ScheduledExecutorService loop)
            implements RoomSession {
        @Override
        public void reading(boolean on) {}

        @Override
        public void close() {}
    }

    private final class Ear implements RoomListener {
        @Override
        public void joined() {
            joins.incrementAndGet();
        }

        @Override
        public void heard(List<Event> events) {
            heard.addAll(events);
        }

        @Override
        public void endHinted(String reason) {}
    }
}
