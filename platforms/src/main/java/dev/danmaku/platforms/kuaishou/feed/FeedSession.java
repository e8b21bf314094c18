package dev.danmaku.platforms.kuaishou.feed;

import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.session.LoopSession;
import dev.danmaku.platforms.session.RoomChange;
import dev.danmaku.room.RoomId;

import io.netty.util.concurrent.EventExecutor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Polls one room's comments, one call at a time, at the pace that the feed asks for. All state belongs to its loop. */
final class FeedSession extends LoopSession<EventExecutor> {
    /** Then the feed counts as lost; a first answer is waited for less long. */
    static final int MAX_FAILURES = 9;

    static final int MAX_FIRST_FAILURES = 3;
    private static final int LONGEST_RETRY_SECONDS = 8;
    private static final Logger LOG = LoggerFactory.getLogger(FeedSession.class);

    private final RoomId room;
    private final Found found;
    private final RoomListener listener;
    private final Clock clock;
    private final Function<String, CompletableFuture<FeedAnswer>> ask;
    private final FeedEvents events;
    private final long sinceMillis;

    private volatile String cursor;
    private @Nullable Future<?> pause;
    private @Nullable CompletableFuture<FeedAnswer> asking;
    private boolean joined;
    private boolean reading = true;
    private int failures;

    /**
     * @param ask what the feed says after a cursor; never exceptional but when cancelled
     * @param cursor where an earlier session stopped; empty to begin with what the feed still has
     * @param sinceMillis older comments are left out
     */
    FeedSession(
            RoomId room,
            Found found,
            RoomListener listener,
            EventExecutor loop,
            Clock clock,
            Function<String, CompletableFuture<FeedAnswer>> ask,
            String cursor,
            long sinceMillis) {
        super(loop);
        this.room = room;
        this.found = found;
        this.listener = listener;
        this.clock = clock;
        this.ask = ask;
        this.cursor = cursor;
        this.sinceMillis = sinceMillis;
        events = new FeedEvents(room.id(), found.live());
    }

    /** @param lasting after which the socket is worth another try */
    void begin(Duration lasting) {
        loop().execute(this::poll);
        var over = loop().schedule(
                        () -> end(new SessionEnd.Lost("the mobile feed makes room for a socket")),
                        lasting.toMillis(),
                        TimeUnit.MILLISECONDS);
        ended().thenRun(() -> over.cancel(false));
    }

    /** Where the next session goes on. */
    String cursor() {
        return cursor;
    }

    /** What is not read stays at the platform, for as long as it keeps it. */
    @Override
    public void reading(boolean on) {
        onLoop(() -> {
            reading = on;
            poll();
        });
    }

    private void poll() {
        var due = pause == null || pause.isDone();
        if (!over() && reading && due && asking == null) {
            asking = ask.apply(cursor);
            asking.whenCompleteAsync((answer, failure) -> answered(answer, failure), loop());
        }
    }

    private void answered(@Nullable FeedAnswer answer, @Nullable Throwable failure) {
        asking = null;
        if (over()) {
            return;
        }
        switch (answer) {
            case null -> failed(String.valueOf(failure));
            case FeedAnswer.Page page -> heard(page);
            case FeedAnswer.Refused(var result) -> {
                if (joined) {
                    failed("result " + result);
                } else {
                    end(new SessionEnd.Refused("mobile feed: result " + result));
                }
            }
            case FeedAnswer.Unreadable(var reason) -> failed(reason);
        }
    }

    private void heard(FeedAnswer.Page page) {
        failures = 0;
        if (!joined) {
            joined = true;
            LOG.info("{}: its socket lets nobody in; its comments are polled instead", room);
            listener.joined();
            RoomChange.tell(listener, room, found, clock.millis());
        }
        if (!page.cursor().isEmpty()) {
            cursor = page.cursor();
        }
        listener.heard(events.of(page, sinceMillis, clock.millis()));
        pollAfter(page.pause());
    }

    private void failed(String reason) {
        failures++;
        if (failures >= (joined ? MAX_FAILURES : MAX_FIRST_FAILURES)) {
            end(new SessionEnd.Lost("mobile feed: " + reason));
        } else {
            pollAfter(Duration.ofSeconds(Math.min(1L << failures - 1, LONGEST_RETRY_SECONDS)));
        }
    }

    private void pollAfter(Duration wait) {
        pause = loop().schedule(() -> {}, wait.toMillis(), TimeUnit.MILLISECONDS)
                .addListener(_ -> poll());
    }

    @Override
    protected void leave(SessionEnd how) {
        if (pause != null) {
            pause.cancel(false);
        }
        if (asking != null) {
            asking.cancel(true);
        }
        tellEnd();
    }
}
