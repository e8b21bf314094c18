package dev.danmaku.console.picture;

import dev.danmaku.registry.RegistryReader;
import dev.danmaku.registry.RegistryScan;
import dev.danmaku.registry.RegistryScan.Said;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.RoomRecord;
import dev.danmaku.registry.WorkerView;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Reads the registry again and again, and leaves what it saw. */
public final class RegistryPoll implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryPoll.class);
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** Nobody has asked for a while: enough for the history of the wall. */
    private static final Duration UNWATCHED = Duration.ofSeconds(10);

    private static final Duration WATCHED_FOR = Duration.ofSeconds(30);
    /** Of the time, at most one part in so many is spent reading. */
    private static final int REST_FACTOR = 10;
    /** What a look-up said changes seldom, and is longer than all the rest. */
    private static final Duration SAID_AGAIN = Duration.ofSeconds(15);

    private final RegistryReader reader;
    private final RegistryScan scan;
    private final Clock clock;
    private final Consumer<Picture> seen;
    private final CountDownLatch first = new CountDownLatch(1);
    private final Map<Platform, Map<String, Said>> said = new EnumMap<>(Platform.class);
    private final Waits waits = new Waits();
    private final Thread thread;
    private Instant saidAt = Instant.MIN;
    private volatile Picture picture;
    private volatile Instant asked = Instant.MIN;
    private volatile boolean closed;
    private volatile boolean wanted;

    /** @param seen is told each new picture, on the thread that reads */
    public RegistryPoll(
            RegistryReader reader, RegistryScan scan, Clock clock, Consumer<Picture> seen) {
        this.reader = reader;
        this.scan = scan;
        this.clock = clock;
        this.seen = seen;
        this.picture = Picture.unseen(clock.instant(), "The registry has not been read yet");
        this.thread = Thread.ofPlatform().name("console-poll").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Somebody looks: reads frequently for a while. */
    public void keepWatching() {
        var now = clock.instant();
        var rested = asked.isBefore(now.minus(WATCHED_FOR));
        asked = now;
        if (rested) {
            LockSupport.unpark(thread);
        }
    }

    /** What was seen last. Keeps the reading frequent for a while. */
    public Picture picture() {
        keepWatching();
        try {
            // the very first reading is waited for, but not for a Redis that is away
            if (!first.await(SHORTEST.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                LOG.debug("the first picture is not there yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return picture;
    }

    /** What was seen last, for those who do not show it to anybody. */
    public Picture glance() {
        return picture;
    }

    /** Something was changed: look soon. */
    public void lookSoon() {
        wanted = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            look();
            rest();
        }
    }

    private void look() {
        try {
            picture = read();
        } catch (RegistryUnavailable e) {
            picture = picture.spoiled("Redis does not answer: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("the registry was not read", e);
            picture = picture.spoiled("The registry could not be read; the console's log says why");
        }
        first.countDown();
        try {
            seen.accept(picture);
        } catch (RuntimeException e) {
            LOG.warn("a picture was not shown", e);
        }
    }

    private void rest() {
        var until = System.nanoTime() + pause(picture.took()).toNanos();
        var soonest = System.nanoTime() + SHORTEST.dividedBy(4).toNanos();
        while (!closed) {
            var now = System.nanoTime();
            var watched = asked.isAfter(clock.instant().minus(WATCHED_FOR));
            var end = watched ? until : until + UNWATCHED.minus(SHORTEST).toNanos();
            if (now - end >= 0 || (wanted && now - soonest >= 0)) {
                break;
            }
            LockSupport.parkNanos(
                    this, Math.min(end - now, SHORTEST.dividedBy(4).toNanos()));
        }
        wanted = false;
    }

    static Duration pause(Duration took) {
        var rest = took.multipliedBy(REST_FACTOR);
        return rest.compareTo(SHORTEST) < 0
                ? SHORTEST
                : rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
    }

    private Picture read() {
        var begun = System.nanoTime();
        var at = clock.instant();
        var state = reader.state();
        var workers = reader.workers();
        var bySession = new HashMap<String, WorkerView>();
        workers.forEach(worker -> bySession.put(worker.session(), worker));
        if (!saidAt.isAfter(at.minus(SAID_AGAIN))) {
            readSaid();
            saidAt = at;
        }
        var rooms = new ArrayList<RoomRow>();
        var platforms = new ArrayList<PlatformPicture>();
        waits.begin();
        for (var platform : Platform.values()) {
            platforms.add(read(platform, bySession, rooms, state.now()));
        }
        waits.end();
        return Picture.of(
                at, Duration.ofNanos(System.nanoTime() - begun), state, workers, rooms, platforms);
    }

    private void readSaid() {
        for (var platform : Platform.values()) {
            var all = new HashMap<String, Said>();
            scan.said(platform, all::put);
            said.put(platform, all);
        }
    }

    private PlatformPicture read(
            Platform platform, Map<String, WorkerView> workers, List<RoomRow> rooms, Instant now) {
        Set<String> wantedIds = new HashSet<>();
        scan.wanted(platform, wantedIds::add);
        Map<String, @Nullable RoomRecord> records = new HashMap<>();
        scan.records(platform, records::put);
        var own = new ArrayList<RoomRow>(records.size());
        var tally = new PlatformPicture.Tally();
        records.forEach((id, record) -> {
            if (record == null) {
                tally.addUnreadable();
            }
            own.add(row(platform, id, wantedIds.contains(id), record, workers));
        });
        wantedIds.forEach(id -> {
            if (!records.containsKey(id)) {
                own.add(row(platform, id, true, null, workers));
            }
        });
        own.sort((a, b) -> a.id().compareTo(b.id()));
        var pause = scan.pause(platform);
        own.forEach(
                row -> tally.add(row, isAlive(row, workers), waits.look(row, pause != null, now)));
        rooms.addAll(own);
        return tally.of(platform, scan.rejected(platform), pause);
    }

    private RoomRow row(
            Platform platform,
            String id,
            boolean isWanted,
            @Nullable RoomRecord record,
            Map<String, WorkerView> workers) {
        var session = record == null || !record.held() ? null : record.session();
        var worker = session == null ? null : workers.get(session);
        return new RoomRow(
                platform,
                id,
                isWanted,
                record,
                worker == null || worker.host().isEmpty() ? null : worker.host(),
                said.getOrDefault(platform, Map.of()).get(id));
    }

    private static boolean isAlive(RoomRow row, Map<String, WorkerView> workers) {
        var session = row.worker();
        var worker = session == null ? null : workers.get(session);
        return worker != null && worker.alive();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
