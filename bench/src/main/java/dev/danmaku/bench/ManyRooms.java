package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.SimulatorProcess;
import dev.danmaku.bench.seen.Sequences;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.script.Script;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * As many rooms as the open files of a few processes allow: each platform has an equal share, simulated by a process of its own, since
 * both ends of every socket are on this machine.
 */
final class ManyRooms {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Longer than a push and the sinks' interval. */
    private static final Duration QUIET = Duration.ofSeconds(8);

    private static final int SADD_IDS = 500;

    private final Cluster cluster;
    private final Map<Platform, List<String>> ids = new TreeMap<>();
    private final List<SimulatorProcess> sites = new ArrayList<>();
    private int watched;

    private ManyRooms(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Live and silent ones; nobody watches them yet. Roles are to be started after this. */
    static ManyRooms in(Cluster cluster, int rooms) throws IOException, InterruptedException {
        var many = new ManyRooms(cluster);
        var platforms = Platform.values();
        for (var platform : platforms) {
            var share = rooms / platforms.length;
            many.ids.put(
                    platform,
                    Script.roomIds(platform, share).stream().map(RoomId::id).toList());
            many.sites.add(cluster.simulator(platform, share));
        }
        return many;
    }

    /** How many of a platform there are. */
    int share() {
        return ids.values().iterator().next().size();
    }

    /**
     * Has rooms watched, an equal share of each platform, and waits until they all are.
     *
     * @param from the first of a platform's rooms
     * @param to behind the last of them
     * @return how long that took
     */
    Duration watch(int from, int to) throws InterruptedException {
        Cluster.tell("watching rooms " + from + " to " + to + " of each platform");
        var begun = Instant.now();
        for (var first = from; first < to; first += SADD_IDS) {
            for (var platform : ids.keySet()) {
                cluster.sadd(
                        platform.livesKey(),
                        ids.get(platform).subList(first, Math.min(to, first + SADD_IDS)));
            }
        }
        watched = to;
        var wanted = (long) to * ids.size();
        cluster.await("all rooms joined", LIMIT, LOOK, () -> joins() >= wanted);
        return Duration.between(begun, Instant.now());
    }

    private long joins() {
        return ask(SimulatorProcess::joins).stream().mapToLong(Long::longValue).sum();
    }

    /** So many chats a second in every room that is to be watched: what nobody could hear is not lost. */
    void chat(double aSecond) {
        ask(site -> {
            var rooms = ids.getOrDefault(site.platform(), List.of());
            site.chat(rooms.subList(0, watched), aSecond);
            return true;
        });
    }

    /** Chats so far, in rooms that are watched. */
    long sent() {
        return rooms().stream().mapToLong(Room::sent).sum();
    }

    /** Joined once each? */
    boolean eachOnce() {
        return notOnce().isEmpty();
    }

    /** Those that nobody watches now, or several. */
    List<Room> notOnce() {
        return rooms().stream().filter(room -> room.joined() != 1).toList();
    }

    /** Closed sockets so far, of all rooms. */
    long closes() {
        return rooms().stream().mapToLong(Room::closes).sum();
    }

    /**
     * A room as its platform saw it.
     *
     * @param joined sockets now
     * @param closes of joined sockets so far
     * @param sent the number of its last chat
     */
    record Room(RoomId id, int joined, long closes, long sent) {}

    /** All that somebody joined at some time. */
    List<Room> rooms() {
        return ask(site -> site.rooms().entrySet().stream()
                        .map(room -> new Room(
                                new RoomId(site.platform(), room.getKey()),
                                room.getValue().path("joined").asInt(),
                                room.getValue().path("closes").asLong(),
                                room.getValue().path("lastSequence").asLong()))
                        .filter(room -> room.joined() + room.closes() > 0)
                        .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /**
     * What a room's watchers left open.
     *
     * @param unwatched milliseconds from a close after which nobody was joined to the next join, the longest
     * @param twice milliseconds with more than one, together
     */
    record Watched(double unwatched, double twice) {}

    Watched watched(RoomId id) throws IOException, InterruptedException {
        var site = sites.stream()
                .filter(one -> one.platform() == id.platform())
                .findFirst()
                .orElseThrow();
        var room = site.room(id.id());
        var longest = Duration.ZERO;
        Instant closed = null;
        for (var moment : room.path("timeline")) {
            var at = Instant.parse(moment.path("at").asString());
            if (moment.path("joined").asInt() > 0) {
                if (closed != null) {
                    var open = Duration.between(closed, at);
                    longest = open.compareTo(longest) > 0 ? open : longest;
                }
                closed = null;
            } else if (moment.path("what").asString().equals("closed")) {
                closed = at;
            }
        }
        return new Watched(
                longest.toNanos() / 1e6, room.path("doublyWatchedMillis").asDouble());
    }

    /**
     * What is on disk once no more of it comes.
     *
     * @param behind how long after the question that was so
     */
    record Written(Sequences sequences, Duration behind) {}

    /** After the last chat: waits until all is on disk, or no more comes. */
    Written awaitWritten(Path folder) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var seen = Sequences.NONE;
        var behind = Duration.ZERO;
        for (var now = onDisk(folder); !now.equals(seen); now = onDisk(folder)) {
            seen = now;
            behind = Duration.ofNanos(System.nanoTime() - begun);
            if (seen.lost() == 0) {
                break;
            }
            Thread.sleep(QUIET);
        }
        return new Written(seen, behind);
    }

    /** Their chats on disk, in the folder of the workers, against the numbers sent. */
    private Sequences onDisk(Path folder) throws IOException {
        Cluster.tell("reading what is on disk");
        var all = Sequences.NONE;
        for (var room : rooms()) {
            var own = folder.resolve("events")
                    .resolve(room.id().platform().label())
                    .resolve(room.id().id());
            all = all.plus(Sequences.read(own, room.sent()));
        }
        return all;
    }

    /** The simulators' own CPU time since their start. */
    Duration simulatorsCpu() {
        return ask(site -> site.process().figures().cpu()).stream()
                .reduce(Duration.ZERO, Duration::plus);
    }

    private interface Question<T> {
        T of(SimulatorProcess site) throws IOException, InterruptedException;
    }

    private <T> List<T> ask(Question<T> question) {
        var answers = new ArrayList<T>();
        for (var site : sites) {
            try {
                answers.add(question.of(site));
            } catch (IOException e) {
                throw new IllegalStateException("a simulator does not answer", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        return answers;
    }
}
