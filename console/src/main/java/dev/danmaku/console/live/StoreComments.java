package dev.danmaku.console.live;

import dev.danmaku.event.EventJson;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.EventReader.Page;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks up what was stored lately of rooms that somebody looks at: comes later than a tail, and may miss what is stored late. */
public final class StoreComments implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreComments.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 500;

    private final Hub hub;
    private final Clock clock;
    private final Pages pages;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<RoomId, Begin> begins = new HashMap<>();

    /** Asks the store, with a limit of time. */
    public interface Pages {
        Page find(EventQuery query, @Nullable String after, int limit);
    }

    /**
     * @param from what is stored with a later time is new
     * @param after what came last; null for nothing yet
     */
    private record Begin(long from, @Nullable String after) {}

    public StoreComments(Hub hub, Clock clock, Pages pages) {
        this.hub = hub;
        this.clock = clock;
        this.pages = pages;
    }

    public void start() {
        Thread.ofPlatform().name("console-comments").daemon().start(this::run);
    }

    private void run() {
        try {
            while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                var rooms = hub.rooms();
                begins.keySet()
                        .retainAll(rooms.stream().map(topic -> topic.room).toList());
                rooms.forEach(this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(RoomTopic topic) {
        var begin = begins.computeIfAbsent(topic.room, _ -> new Begin(clock.millis(), null));
        try {
            var query = EventQuery.between(begin.from(), Long.MAX_VALUE).in(topic.room);
            var page = pages.find(query, begin.after(), PAGE);
            page.events().forEach(event -> topic.event(EventJson.toJson(event)));
            if (!page.events().isEmpty()) {
                var last = page.events().getLast().at();
                begins.put(
                        topic.room,
                        page.next() == null
                                ? new Begin(last + 1, null)
                                : new Begin(begin.from(), page.next()));
            }
        } catch (RuntimeException e) {
            LOG.debug("comments of {} were not looked up: {}", topic.room, e.getMessage());
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
