package dev.danmaku.standalone.simulation;

import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobMessage;
import dev.danmaku.job.JobMessage.Reading;
import dev.danmaku.queue.JobLane;
import dev.danmaku.registry.Keys;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what must not happen at any moment, and what is not as it should be in the end. */
final class Judge {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /**
     * An overlap that began out of reach ends with the loser's next beat. If its room was on offer when its control channel was lost, it
     * first waits for ten seconds to be asked for the cut: it may be about to come.
     */
    private static final Duration BACK_IN_REACH = Duration.ofSeconds(13);

    private final World world;
    private final List<String> complaints = new ArrayList<>();
    private final Map<RoomId, Epoch> highest = new HashMap<>();
    private final Map<RoomId, Map<Epoch, String>> holders = new HashMap<>();
    private final Map<RoomId, Map<Long, SimProcess>> stored = new HashMap<>();
    private final Map<SimProcess, Long> outOfReachUntil = new LinkedHashMap<>();
    private final Map<RoomId, Long> handoverBrokenUntil = new HashMap<>();
    private long redisUnwellUntil = -1;
    private boolean serversOnly;

    Judge(World world) {
        this.world = world;
    }

    List<String> complaints() {
        return complaints;
    }

    void complain(String what, @Nullable Object... words) {
        var sentence =
                "%.3f s: %s".formatted(world.timeline().nanos() / 1e9, what.formatted(words));
        complaints.add(sentence);
        world.trace("JUDGE", "%s", sentence);
    }

    /** Nothing but servers fails in this history: no socket may close for it. */
    void serversOnly() {
        serversOnly = true;
    }

    /**
     * Cut off, hung, or its control channel gone: others may take its rooms while it stores. A frozen one is not among them, since what
     * it reads after its pause is kept back until it is confirmed.
     */
    void outOfReach(SimProcess process, Duration lasts) {
        outOfReachUntil.merge(process, soonAfter(lasts), Math::max);
    }

    /** Nobody knows then whose a room is. */
    void redisUnwell(Duration lasts) {
        redisUnwellUntil = Math.max(redisUnwellUntil, soonAfter(lasts));
    }

    /**
     * One of the two died, left or stood still before they had told each other who handed on what: what they heard both may be there
     * twice, under two epochs. The third who comes may meet the one who is about to cut.
     */
    void handoverBroke(RoomId room, Duration lasts) {
        handoverBrokenUntil.merge(room, soonAfter(lasts), Math::max);
    }

    private long soonAfter(Duration lasts) {
        return world.timeline().nanos() + lasts.plus(BACK_IN_REACH).toNanos();
    }

    // At any moment

    /** A worker is the holder of a room from now on. */
    void granted(RoomId room, String worker, Epoch epoch) {
        var before = highest.get(room);
        if (before != null && epoch.compareTo(before) <= 0) {
            complain("%s is given to %s under %s, after %s", room, worker, epoch, before);
        }
        goesOn(room, worker, epoch);
    }

    /** The same holder under a newer epoch. */
    void goesOn(RoomId room, String worker, Epoch epoch) {
        highest.merge(room, epoch, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        var other = holders.computeIfAbsent(room, r -> new HashMap<>()).put(epoch, worker);
        if (other != null && !other.equals(worker)) {
            complain("%s is %s's and %s's under one epoch, %s", room, other, worker, epoch);
        }
    }

    void stored(RoomId room, long number, SimProcess process, @Nullable Epoch epoch) {
        var before = stored.computeIfAbsent(room, r -> new HashMap<>()).put(number, process);
        if (before != null
                && (before == process || !excused(room) && !excused(before) && !excused(process))) {
            complain(
                    "event %d of %s is stored twice, by %s and then by %s under %s",
                    number, room, before.name(), process.name(), epoch);
        }
    }

    private boolean excused(RoomId room) {
        return world.timeline().nanos() < handoverBrokenUntil.getOrDefault(room, -1L)
                || world.site().handingOver(room).anyMatch(this::excused);
    }

    private boolean excused(SimProcess process) {
        var now = world.timeline().nanos();
        return process.waitsLong()
                || now < redisUnwellUntil
                || now < outOfReachUntil.getOrDefault(process, -1L);
    }

    /** A worker closes a joined socket of its own accord. */
    void closed(RoomId room, String worker, String reason) {
        if (serversOnly && world.wanted(room) && world.site().live(room)) {
            complain("%s closes its socket of %s: %s", worker, room, reason);
        }
    }

    /** No job travels twice. */
    void lookAtQueues() {
        for (var platform : World.PLATFORMS) {
            var seen = new HashSet<Long>();
            var queue = JobLane.NEW.queue(platform);
            var messages = new ArrayList<byte[]>(world.broker().waiting(queue));
            messages.addAll(world.broker().held(queue));
            for (var job : jobs(messages)) {
                if (!seen.add(job.id())) {
                    complain("job %d of %s is there twice", job.id(), job.room());
                }
            }
        }
    }

    private static List<Job> jobs(List<byte[]> messages) {
        return messages.stream()
                .map(body -> ((Reading.Readable) JobMessage.read(body)).job())
                .toList();
    }

    // In the end

    /** What is not as it should be, now that nothing goes wrong any more. */
    List<String> unsettled() {
        var all = new ArrayList<String>();
        for (var room : world.wishes().keySet()) {
            var record = record(room);
            var wanted = world.wanted(room);
            var listed = world.people().sismember(room.platform().livesKey(), room.id());
            if (world.pauses().paused(room)) {
                paused(room, record, listed, all);
            } else if (wanted && world.site().live(room)) {
                if (!listed) {
                    all.add(room + " is wanted and streams, and is not in the lives set");
                }
                watched(room, record, all);
            } else {
                if (listed) {
                    all.add(room + " is over, and is in the lives set");
                }
                released(room, record, all);
            }
        }
        return all;
    }

    /** Nobody looks whether its stream has ended meanwhile. */
    private void paused(RoomId room, @Nullable JsonNode record, boolean listed, List<String> all) {
        var state = record == null ? "" : record.path("state").asString();
        if (world.wanted(room) && world.site().live(room)) {
            if (!listed) {
                all.add(room + " is wanted and paused, and is not in the lives set");
            }
            if (record == null && !world.pauses().withItsPlatform(room)) {
                all.add(room + " is paused, and has no record");
            }
        }
        if (record != null && !state.equals("paused")) {
            all.add("%s is paused, and its record says %s".formatted(room, record));
        }
        if (record != null
                && world.living().stream()
                        .anyMatch(w -> w.session().equals(record.path("leaving").asString("")))) {
            all.add("%s is still waited for: %s".formatted(room, record));
        }
        world.site()
                .sockets(room)
                .forEach(s -> all.add("%s is paused, and watched by %s"
                        .formatted(room, s.process().name())));
        deliveries(room, Set.of(), all);
    }

    private void watched(RoomId room, @Nullable JsonNode record, List<String> all) {
        var sockets = world.site().sockets(room);
        if (sockets.size() != 1) {
            all.add("%s has %d sockets: %s"
                    .formatted(
                            room,
                            sockets.size(),
                            sockets.stream().map(s -> s.process().name()).toList()));
            return;
        }
        var socket = sockets.getFirst();
        if (record == null) {
            all.add(room + " is watched without a record");
        } else if (!record.path("state").asString().equals("watching")
                || !record.path("session").asString().equals(socket.process().name())
                || record.path("job").asLong() != socket.epoch().job()
                || record.path("term").asLong() != socket.epoch().term()) {
            all.add("%s is watched by %s under %s, and its record says %s"
                    .formatted(room, socket.process().name(), socket.epoch(), record));
        }
        if (!socket.process().alive()) {
            all.add(room + " is watched by the dead");
        }
        deliveries(room, Set.of(socket.epoch().job()), all);
    }

    private void released(RoomId room, @Nullable JsonNode record, List<String> all) {
        if (record != null) {
            all.add("%s has a record: %s".formatted(room, record));
        }
        world.site()
                .sockets(room)
                .forEach(s ->
                        all.add(room + " is still watched by " + s.process().name()));
        deliveries(room, Set.of(), all);
    }

    /** Each message that is still there is held, and its room's. */
    private void deliveries(RoomId room, Set<Long> current, List<String> all) {
        for (var lane : JobLane.values()) {
            var queue = lane.queue(room.platform());
            var there = new ArrayList<Long>();
            jobs(world.broker().held(queue)).stream()
                    .filter(job -> job.room().equals(room))
                    .forEach(job -> there.add(job.id()));
            if (there.size() > 1 || !current.containsAll(there)) {
                all.add("%s has unacked deliveries %s of %s".formatted(room, there, queue));
            }
        }
        waiting(room, JobLane.NEW).forEach(job -> all.add("%s waits in the end".formatted(job)));
    }

    /**
     * A copy that offered a room to others waits until somebody has place for rooms that are given away, which may be long after the
     * room has gone another way; then it is dropped as stale. It costs nothing but its bytes.
     */
    private List<Job> waiting(RoomId room, JobLane lane) {
        return jobs(world.broker().waiting(lane.queue(room.platform()))).stream()
                .filter(job -> job.room().equals(room))
                .toList();
    }

    private @Nullable JsonNode record(RoomId room) {
        var json = world.people().hget(Keys.running(room.platform()), room.id());
        return json == null ? null : JSON.readTree(json);
    }
}
