package dev.danmaku.worker.watch;

import dev.danmaku.config.WatchSettings;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.ManualClock;
import dev.danmaku.testing.ManualScheduler;
import dev.danmaku.worker.Beginning;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One watched room with everything around it in the test's hand. Jitter is at its highest, so delays are exact. */
final class WatchedRoom implements WatchListener {
    static final RoomId ROOM = RoomId.parse("kuaishou:3xabcdef");
    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    static final Lookup NOT_LIVE = new Lookup.NotLive("result 671");
    static final Lookup THROTTLED = new Lookup.Undecided("throttled", null);

    final ManualClock clock;
    final ManualScheduler timer;
    final FakePlatform platform;
    final FakeSink sink = new FakeSink();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    /** What the listener heard, one word each. */
    final List<String> told = new ArrayList<>();

    final RoomWatch watch;

    /** Happens in the watch's turn. */
    Runnable whenJoined = () -> {};

    private WatchedRoom(@Nullable Found known, Beginning beginning, Instant start) {
        this.clock = new ManualClock(start);
        this.timer = new ManualScheduler(clock);
        this.platform = new FakePlatform(clock, timer);
        RandomGenerator random = () -> -1L;
        var tools = new WatchTools(
                sink, WatchSettings.DEFAULTS, new WatchMetrics(metrics), timer, clock, random);
        this.watch = RoomWatch.start(tools, platform, ROOM, known, null, beginning, this);
    }

    static WatchedRoom started(@Nullable Found known) {
        return started(known, new Beginning.Fresh(), START);
    }

    /** @param start what this room's clock says: two workers' clocks need not agree */
    static WatchedRoom started(@Nullable Found known, Beginning beginning, Instant start) {
        return new WatchedRoom(known, beginning, start);
    }

    /** Known, joined, and with one message handled. */
    static WatchedRoom watching() {
        var room = started(FakePlatform.found("live-1", "old"));
        room.platform.session().joins().chats("first");
        return room;
    }

    WatchedRoom passes(Duration time) {
        timer.advance(time);
        return this;
    }

    WatchedRoom passes(long seconds) {
        return passes(Duration.ofSeconds(seconds));
    }

    boolean ended() {
        return watch.ended().isDone();
    }

    WatchEnd end() {
        return watch.ended().getNow(null);
    }

    List<EventBody.Gap> gaps() {
        return sink.events.stream()
                .map(Event::body)
                .filter(EventBody.Gap.class::isInstance)
                .map(EventBody.Gap.class::cast)
                .toList();
    }

    long secondsSinceStart(long millis) {
        return (millis - START.toEpochMilli()) / 1000;
    }

    @Override
    public void found(Found found) {
        told.add("found " + found.live());
    }

    @Override
    public void joined() {
        told.add("joined");
        whenJoined.run();
    }

    @Override
    public void unsettled(String cause) {
        told.add(cause);
    }
}
