package dev.danmaku.console.live;

import dev.danmaku.console.web.Caller;
import dev.danmaku.console.web.Problem;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** All topics and all clients. One thread ticks: batches leave, beats are sent, rooms that nobody looks at any more go. */
public final class Hub implements AutoCloseable {
    public static final String OVERVIEW = "overview";
    static final int MAX_TOPICS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    /** Each with a ring: together they are all that live data may cost in memory. */
    private static final int MAX_ROOMS = 128;

    private static final int OVERVIEW_MESSAGES = 10;
    private static final long OVERVIEW_BYTES = 4 << 20;
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int TICKS_A_BEAT = 100;
    private static final int TICKS_A_LOOK = 20;
    /** A page that reconnects within this time misses nothing. */
    private static final int TICKS_A_ROOM_LINGERS = 300;

    private final int maxClients;
    private final Predicate<Caller> holds;
    private final String boot;
    private final Topic overview = new Topic(OVERVIEW, new Ring(OVERVIEW_MESSAGES, OVERVIEW_BYTES));
    private final Map<RoomId, RoomTopic> rooms = new HashMap<>();
    private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
    private final AtomicLong ticks = new AtomicLong();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("console-live").daemon().factory());
    private volatile Set<RoomId> looked = Set.of();
    private volatile Runnable lookedChanged = () -> {};
    private volatile Runnable listening = () -> {};

    /**
     * @param holds whether somebody who was let in still may be there
     */
    public Hub(int maxClients, Predicate<Caller> holds) {
        this.maxClients = maxClients;
        this.holds = holds;
        var bytes = new byte[6];
        new SecureRandom().nextBytes(bytes);
        this.boot = HexFormat.of().formatHex(bytes);
    }

    /** @param kept called every few seconds while somebody listens, so that what they hear is new */
    public void keep(Runnable kept) {
        listening = kept;
    }

    /** @param changed called when there are other rooms that somebody looks at */
    public void start(Runnable changed) {
        lookedChanged = changed;
        ticker.scheduleAtFixedRate(
                this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Rooms that somebody looks at, or did a moment ago. */
    public Set<RoomId> looked() {
        return looked;
    }

    /** How many pages are open. */
    public int clients() {
        return clients.size();
    }

    /** Whether anybody hears the overview. */
    public boolean overviewIsHeard() {
        return !overview.clients.isEmpty();
    }

    /** @param json one line */
    public void overview(String json) {
        overview.publish(OVERVIEW, json, 0);
    }

    /** The topic of a room that somebody looks at. */
    synchronized Optional<RoomTopic> room(RoomId room) {
        return Optional.ofNullable(rooms.get(room));
    }

    synchronized Collection<RoomTopic> rooms() {
        return List.copyOf(rooms.values());
    }

    /**
     * Tells of a room's record.
     *
     * @param json one line
     */
    public void record(RoomId room, String json) {
        room(room).ifPresent(topic -> topic.record(json));
    }

    /**
     * A client for these topics.
     *
     * @param notes messages to begin with
     * @throws Problem if there are too many
     */
    LiveClient join(
            Caller caller,
            boolean withOverview,
            List<RoomId> asked,
            @Nullable String lastId,
            List<String> notes) {
        if (clients.size() >= maxClients) {
            throw Problem.busy("%d pages hear live data already: danmaku.console.max-clients"
                    .formatted(maxClients));
        }
        LiveClient client;
        synchronized (this) {
            var fresh = asked.stream().filter(room -> !rooms.containsKey(room)).count();
            if (rooms.size() + fresh > MAX_ROOMS) {
                throw Problem.busy("%d rooms are looked at already".formatted(MAX_ROOMS));
            }
            var topics = new ArrayList<Topic>();
            if (withOverview) {
                topics.add(overview);
            }
            asked.forEach(room -> topics.add(rooms.computeIfAbsent(room, RoomTopic::new)));
            client = new LiveClient(caller, boot, topics, lastId, notes, clients::remove);
            clients.add(client);
            topics.forEach(topic -> topic.clients.add(client));
            looked = Set.copyOf(rooms.keySet());
        }
        lookedChanged.run();
        return client;
    }

    private void tick() {
        try {
            var tick = ticks.incrementAndGet();
            rooms().forEach(RoomTopic::flush);
            if (tick % TICKS_A_LOOK == 0 && !clients.isEmpty()) {
                listening.run();
            }
            if (tick % TICKS_A_BEAT == 0) {
                clients.forEach(client -> {
                    if (holds.test(client.caller)) {
                        client.beat();
                    } else {
                        client.end();
                    }
                });
            }
            if (forgetIdle(tick)) {
                lookedChanged.run();
            }
        } catch (RuntimeException e) {
            LOG.warn("a tick of the live data failed", e);
        }
    }

    private synchronized boolean forgetIdle(long tick) {
        var forgotten = rooms.values().removeIf(topic -> {
            if (!topic.clients.isEmpty()) {
                topic.idleSince = -1;
            } else if (topic.idleSince < 0) {
                topic.idleSince = tick;
            }
            return topic.idleSince >= 0 && tick - topic.idleSince > TICKS_A_ROOM_LINGERS;
        });
        if (forgotten) {
            looked = Set.copyOf(rooms.keySet());
        }
        return forgotten;
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        clients.forEach(LiveClient::end);
    }
}
