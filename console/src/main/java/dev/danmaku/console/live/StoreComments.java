package dev.danmaku.console.live;

import dev.danmaku.event.Event;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Looks up what was stored lately of rooms that somebody looks at: comes later than a tail, and misses what is stored later still. */
public final class StoreComments implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreComments.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Of what comes later than what was said after it, so much is waited for. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final int MOST = 2_000;

    private final Hub hub;
    private final Clock clock;
    private final Pages pages;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<RoomId, Known> known = new HashMap<>();

    /** Asks the store, with a limit of time. */
    public interface Pages {
        Page find(EventQuery query, @Nullable String after, int limit);
    }

    /**
     * What was found the last time.
     *
     * @param newest the latest time of any, but not later than now: who is ahead of us hides nobody
     * @param keys of those that may be found again
     */
    private record Known(long newest, Set<String> keys) {
        static Known of(long newest, List<Event> found) {
            return new Known(
                    newest, found.stream().map(Event::key).collect(Collectors.toUnmodifiableSet()));
        }
    }

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
                known.keySet().retainAll(rooms.stream().map(topic -> topic.room).toList());
                rooms.forEach(this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(RoomTopic topic) {
        try {
            var before = known.get(topic.room);
            if (before == null) {
                // what is there already is the past of the room: others tell it
                known.put(topic.room, Known.of(clock.millis(), lately(topic, clock.millis())));
                return;
            }
            var found = lately(topic, before.newest());
            var newest = found.isEmpty() ? 0 : Math.min(found.getFirst().at(), clock.millis());
            known.put(topic.room, Known.of(Math.max(before.newest(), newest), found));
            found.reversed().stream()
                    .filter(event -> !before.keys().contains(event.key()))
                    .forEach(event -> topic.event(EventJson.toJson(event)));
        } catch (RuntimeException e) {
            LOG.debug("comments of {} were not looked up: {}", topic.room, e.getMessage());
        }
    }

    /** What is stored of the time since shortly before, the newest first. */
    private List<Event> lately(RoomTopic topic, long newest) {
        var query = EventQuery.between(newest - LATE.toMillis(), Long.MAX_VALUE)
                .in(topic.room)
                .newestBeforeOldest();
        var page = pages.find(query, null, MOST);
        if (page.next() != null) {
            LOG.debug("{}: more than {} events, the oldest are left out", topic.room, MOST);
        }
        return page.events();
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
