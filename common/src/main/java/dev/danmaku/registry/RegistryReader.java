package dev.danmaku.registry;

import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The registry as people and pages read it. It never writes, not even the pulse that a script leaves, and reads in pages of a bounded
 * size: Redis answers others in between. Calls throw {@link RegistryUnavailable} where Redis does not answer.
 */
public final class RegistryReader {
    private static final int PAGE = 500;
    /** A dispatcher has one connection that listens to patterns, for the lives sets. */
    private static final Pattern DISPATCHER =
            Pattern.compile("(^|.* )name=danmaku-dispatcher .*\\bpsub=[1-9].*");

    private final UnifiedJedis redis;

    public RegistryReader(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** The registry as a whole. */
    public RegistryState state() {
        return ask("state", () -> {
            var dispatchers = dispatchers();
            try (var transaction = redis.multi()) {
                var head = new RegistryHead(transaction);
                transaction.exec();
                return head.state(dispatchers);
            }
        });
    }

    /** All that is known of one room. The id may be one that cannot be a room. */
    public RoomView room(Platform platform, String id) {
        return ask("room", () -> {
            var dispatchers = dispatchers();
            try (var transaction = redis.multi()) {
                var head = new RegistryHead(transaction);
                var wanted = transaction.sismember(platform.livesKey(), id);
                var rejected = transaction.hget(Keys.rejected(platform), id);
                var pause = transaction.hgetAll(Keys.paused(platform));
                var json = transaction.hget(Keys.running(platform), id);
                var history = transaction.lrange(Keys.history(platform, id), 0, -1);
                transaction.exec();
                var record =
                        json.get() == null ? null : RoomRecord.read(json.get()).orElse(null);
                var lines = new ArrayList<Transition>();
                history.get().forEach(line -> Transition.read(line).ifPresent(lines::addFirst));
                return new RoomView(
                        head.state(dispatchers),
                        platform,
                        id,
                        wanted.get(),
                        rejected.get(),
                        PlatformPause.of(pause.get()),
                        record,
                        record == null && json.get() != null,
                        record == null ? null : worker(record.session(), head),
                        record == null ? null : worker(record.joining(), head),
                        lines);
            }
        });
    }

    private @Nullable WorkerView worker(@Nullable String session, RegistryHead head) {
        return session == null
                ? null
                : head.worker(
                        session,
                        redis.zscore(Keys.SESSIONS, session),
                        redis.hget(Keys.WORKERS, session));
    }

    /** The workers that are registered, and those that died within the last hour, by session. */
    public List<WorkerView> workers() {
        return ask("workers", () -> {
            Map<String, WorkerView> workers = new TreeMap<>();
            var cursor = ScanParams.SCAN_POINTER_START;
            do {
                var page = redis.hscan(Keys.WORKERS, cursor, new ScanParams().count(PAGE));
                workersOf(page.getResult()).forEach(view -> workers.put(view.session(), view));
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
            return List.copyOf(workers.values());
        });
    }

    private List<WorkerView> workersOf(List<Map.Entry<String, String>> abouts) {
        try (var transaction = redis.multi()) {
            var head = new RegistryHead(transaction);
            var deadlines = abouts.stream()
                    .map(about -> transaction.zscore(Keys.SESSIONS, about.getKey()))
                    .toList();
            transaction.exec();
            return IntStream.range(0, abouts.size())
                    .mapToObj(i -> head.worker(
                            abouts.get(i).getKey(),
                            deadlines.get(i).get(),
                            abouts.get(i).getValue()))
                    .toList();
        }
    }

    /**
     * Counts a platform's rooms, in as many short steps as it takes.
     *
     * @param workers as {@link #workers} gave them: a room of any other has a dead holder
     */
    public PlatformCounts count(Platform platform, Collection<WorkerView> workers) {
        Map<String, Boolean> alive = new HashMap<>();
        workers.forEach(worker -> alive.put(worker.session(), worker.alive()));
        return ask("count", () -> {
            var tally = new PlatformCounts.Tally();
            var cursor = ScanParams.SCAN_POINTER_START;
            do {
                var page =
                        redis.hscan(Keys.running(platform), cursor, new ScanParams().count(PAGE));
                page.getResult()
                        .forEach(entry -> RoomRecord.read(entry.getValue())
                                .ifPresentOrElse(
                                        record -> tally.add(
                                                record,
                                                record.held()
                                                        && !alive.getOrDefault(
                                                                Objects.requireNonNullElse(
                                                                        record.session(), ""),
                                                                false)),
                                        tally::unreadable));
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
            return tally.of(
                    platform,
                    redis.scard(platform.livesKey()),
                    redis.hlen(Keys.running(platform)),
                    redis.hlen(Keys.rejected(platform)),
                    PlatformPause.of(redis.hgetAll(Keys.paused(platform))));
        });
    }

    /**
     * The rooms whose records are in this state, in as many short steps as it takes.
     *
     * @param state e.g. {@code parked}
     */
    public List<RoomId> rooms(Platform platform, String state) {
        return ask("rooms", () -> {
            var rooms = new LinkedHashSet<RoomId>();
            var cursor = ScanParams.SCAN_POINTER_START;
            do {
                var page =
                        redis.hscan(Keys.running(platform), cursor, new ScanParams().count(PAGE));
                page.getResult().stream()
                        .filter(entry -> RoomRecord.read(entry.getValue())
                                .filter(record -> record.state().equals(state))
                                .isPresent())
                        .flatMap(entry -> room(platform, entry).stream())
                        .forEach(rooms::add);
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
            return List.copyOf(rooms);
        });
    }

    /** Messages of a platform that nobody can read yet, the most frequent first. */
    public List<Oddity> unknown(Platform platform) {
        return oddities(Keys.unknown(platform));
    }

    /** What made a platform's frames unreadable, the most frequent first. */
    public List<Oddity> malformed(Platform platform) {
        return oddities(Keys.malformed(platform));
    }

    /** The hashes are bounded by who writes them. */
    private List<Oddity> oddities(String key) {
        return ask(
                "oddities",
                () -> redis.hgetAll(key).entrySet().stream()
                        .flatMap(entry -> Oddity.read(entry.getKey(), entry.getValue()).stream())
                        .sorted(Comparator.comparingLong(Oddity::count)
                                .reversed()
                                .thenComparing(Oddity::name))
                        .toList());
    }

    /** Empty for an id that no claim can have made. */
    private static Optional<RoomId> room(Platform platform, Map.Entry<String, String> entry) {
        try {
            return Optional.of(new RoomId(platform, entry.getKey()));
        } catch (BadRoomId e) {
            return Optional.empty();
        }
    }

    /** Empty where Redis does not tell: not every user may ask, and not every server knows. */
    private OptionalInt dispatchers() {
        try {
            var clients = redis.executeCommand(new CommandObject<>(
                    new CommandArguments(Protocol.Command.CLIENT)
                            .add("LIST")
                            .add("TYPE")
                            .add("PUBSUB"),
                    BuilderFactory.STRING));
            if (clients.lines().anyMatch(line -> !line.startsWith("id="))) {
                // the embedded server says OK to whatever it is asked of clients
                return OptionalInt.empty();
            }
            return OptionalInt.of(Math.toIntExact(clients.lines()
                    .filter(line -> DISPATCHER.matcher(line).matches())
                    .count()));
        } catch (JedisDataException e) {
            return OptionalInt.empty();
        }
    }

    private static <T> T ask(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (JedisException e) {
            throw new RegistryUnavailable(what, e);
        }
    }
}
