package dev.danmaku.standalone.simulation;

import dev.danmaku.room.RoomId;
import dev.danmaku.testing.simulated.SimThread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The platforms: which rooms stream, and what happens in them, numbered from 1 on in each room. */
final class Site {
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(700);

    private final World world;
    private final SimThread thread;
    private final Map<RoomId, Channel> rooms = new LinkedHashMap<>();
    private final Set<SimJob> jobs = new LinkedHashSet<>();

    Site(World world, SimThread thread) {
        this.world = world;
        this.thread = thread;
    }

    private static final class Channel {
        boolean live;
        boolean troubled;
        long number;
        final List<SimJob> sockets = new ArrayList<>();
    }

    void open(RoomId room) {
        rooms.put(room, new Channel());
        thread.after(BETWEEN_EVENTS, () -> happen(room));
    }

    private Channel of(RoomId room) {
        var stream = rooms.get(room);
        if (stream == null) {
            throw new IllegalArgumentException(room + " is no room");
        }
        return stream;
    }

    private void happen(RoomId room) {
        var stream = of(room);
        if (stream.live) {
            stream.number++;
            stream.sockets.forEach(socket -> socket.arrives(stream.number));
        }
        thread.after(BETWEEN_EVENTS, () -> happen(room));
    }

    void begin(RoomId room) {
        of(room).live = true;
        world.trace("site", "%s streams", room);
    }

    /** Everybody who watches is told. */
    void end(RoomId room) {
        world.trace("site", "%s ends", room);
        var stream = of(room);
        stream.live = false;
        List.copyOf(stream.sockets).forEach(SimJob::streamEnds);
        stream.sockets.clear();
    }

    boolean live(RoomId room) {
        return of(room).live;
    }

    /** Lets nobody in, for a while. */
    void trouble(RoomId room, boolean now) {
        var stream = of(room);
        stream.troubled = now;
        if (now) {
            List.copyOf(stream.sockets).forEach(SimJob::refused);
            stream.sockets.clear();
        }
    }

    boolean troubled(RoomId room) {
        return of(room).troubled;
    }

    void join(RoomId room, SimJob socket) {
        of(room).sockets.add(socket);
    }

    void leave(RoomId room, SimJob socket) {
        of(room).sockets.remove(socket);
    }

    void opened(SimJob job) {
        jobs.add(job);
    }

    void closed(SimJob job) {
        jobs.remove(job);
    }

    /** Says nothing for so long. */
    void silent(SimProcess process, Duration lasts) {
        jobs.stream()
                .filter(job -> job.process() == process && job.inHandover())
                .forEach(job -> world.judge().handoverBroke(job.room(), lasts));
    }

    /** Its sockets close with it. */
    void forget(SimProcess process) {
        silent(process, Duration.ZERO);
        jobs.stream()
                .filter(job -> job.process() == process)
                .forEach(job -> world.forgotten().gone(job.room()));
        jobs.removeIf(job -> job.process() == process);
        rooms.values().forEach(stream -> stream.sockets.removeIf(s -> s.process() == process));
    }

    /** Who is in the middle of a room's handover. */
    Stream<SimProcess> handingOver(RoomId room) {
        return jobs.stream()
                .filter(job -> job.room().equals(room) && job.inHandover())
                .map(SimJob::process);
    }

    /** Rooms that a living worker has and does not merely join. */
    Set<RoomId> held() {
        return jobs.stream().filter(SimJob::owns).map(SimJob::room).collect(Collectors.toSet());
    }

    /** Everybody who watches. */
    List<SimJob> sockets(RoomId room) {
        return List.copyOf(of(room).sockets);
    }
}
