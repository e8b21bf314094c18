package dev.danmaku.standalone.simulation;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.simulated.SimThread;
import dev.danmaku.worker.Beginning;
import dev.danmaku.worker.JobListener;
import dev.danmaku.worker.JobOutcome;
import dev.danmaku.worker.RunningJob;
import dev.danmaku.worker.sink.EventSink;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One room's socket and what is heard by it. Everything but the calls of the worker happens on the process' I/O thread. */
final class SimJob implements RunningJob {
    private static final Duration CONNECTING = Duration.ofMillis(200);
    private static final Duration SLOW_CONNECTING = Duration.ofSeconds(4);
    private static final int SLOW_ONE_IN = 15;
    private static final Duration CUT_LIMIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_REST = Duration.ofSeconds(6);

    private final World world;
    private final SimProcess process;
    private final SimThread io;
    private final RoomId room;
    private final Beginning beginning;
    private final JobListener listener;
    private final CompletableFuture<JobOutcome> over = new CompletableFuture<>();
    private final CompletableFuture<String> cut = new CompletableFuture<>();
    /** Heard while the room is another's. */
    private final List<Long> keptBack = new ArrayList<>();
    /** Not read yet, since the sink takes no more. */
    private final Deque<Long> unread = new ArrayDeque<>();

    private Epoch epoch;
    private EventSink.@Nullable Lane lane;
    private boolean joined;
    private boolean owns;
    private boolean ended;
    private boolean full;
    private boolean offered;
    private long firstHeard;
    private long lastHandedOn;
    private @Nullable Long cutAt;

    SimJob(
            World world,
            SimProcess process,
            SimThread io,
            RoomId room,
            Epoch epoch,
            Beginning beginning,
            JobListener listener) {
        this.world = world;
        this.process = process;
        this.io = io;
        this.room = room;
        this.epoch = epoch;
        this.beginning = beginning;
        this.listener = listener;
        this.owns = !(beginning instanceof Beginning.Offered);
    }

    void begin(EventSink sink) {
        trace("opens under %s, %s", epoch, beginning);
        world.site().opened(this);
        if (owns) {
            world.judge().granted(room, process.name(), epoch);
        }
        lane = sink.open(room, () -> io.execute(this::readOn));
        var slow = world.timeline().oneIn(SLOW_ONE_IN);
        io.after(
                Duration.ofNanos(1 + world.timeline().upTo(slow ? SLOW_CONNECTING : CONNECTING)),
                this::connect);
    }

    SimProcess process() {
        return process;
    }

    boolean owns() {
        return owns;
    }

    RoomId room() {
        return room;
    }

    /** Another hears the room, too, and one of the two has yet to tell the other something. */
    boolean inHandover() {
        return offered || !owns;
    }

    Epoch epoch() {
        return epoch;
    }

    private void connect() {
        if (ended) {
            return;
        }
        if (world.site().troubled(room)) {
            end(new JobOutcome.GivenUp(
                    Duration.ofMillis(1000 + world.timeline().upTo(LONGEST_REST) / 1_000_000),
                    "refused"));
        } else if (!world.site().live(room)) {
            end(new JobOutcome.Finished("not live"));
        } else {
            joined = true;
            world.site().join(room, this);
            trace("joins");
            listener.found("found by " + process.name());
            listener.joined();
        }
    }

    // What the site says

    void arrives(long number) {
        if (process.alive()) {
            io.execute(() -> hear(number));
        }
    }

    void streamEnds() {
        if (process.alive()) {
            io.execute(() -> end(new JobOutcome.Finished("stream ended")));
        }
    }

    void refused() {
        if (process.alive()) {
            io.execute(() -> end(new JobOutcome.GivenUp(
                    Duration.ofMillis(1000 + world.timeline().upTo(LONGEST_REST) / 1_000_000),
                    "refused")));
        }
    }

    private void hear(long number) {
        if (ended) {
            return;
        }
        full |= owns && lane != null && lane.keepsBack();
        if (full) {
            unread.add(number);
            return;
        }
        if (firstHeard == 0) {
            firstHeard = number;
        }
        if (owns) {
            handOn(number);
        } else {
            keptBack.add(number);
        }
        if (cutAt != null && number >= cutAt) {
            stopCutting();
        }
    }

    private void handOn(long number) {
        var event = new Event(
                room.platform(),
                room.id(),
                world.timeline().millis(),
                world.timeline().millis(),
                "id:" + number,
                null,
                epoch,
                new EventBody.Unknown(Long.toString(number)),
                null);
        lastHandedOn = Math.max(lastHandedOn, number);
        full = lane != null && !lane.offer(List.of(event));
    }

    private void readOn() {
        full = false;
        while (!full && !unread.isEmpty()) {
            hear(unread.remove());
        }
    }

    private void end(JobOutcome outcome) {
        if (ended) {
            return;
        }
        ended = true;
        trace("is over: %s", outcome);
        world.site().leave(room, this);
        world.site().closed(this);
        if (lane != null) {
            lane.close();
        }
        cut.complete(Long.toString(lastHandedOn));
        over.complete(outcome);
    }

    // What the worker says

    @Override
    public void epoch(Epoch newEpoch) {
        epoch = newEpoch;
        if (owns) {
            world.judge().goesOn(room, process.name(), newEpoch);
        }
    }

    @Override
    public void close(String reason) {
        trace("is to close: %s", reason);
        if (!ended && !owns && reason.equals("the worker stops")) {
            world.judge().handoverBroke(room, Duration.ZERO);
        }
        if (joined && !ended) {
            world.judge().closed(room, process.name(), reason);
        }
        io.execute(() -> end(new JobOutcome.Closed()));
    }

    @Override
    public void offered(boolean on) {
        trace(on ? "is offered" : "is kept");
        offered = on;
    }

    @Override
    public String mark() {
        return Long.toString(firstHeard);
    }

    @Override
    public CompletableFuture<String> cut(String mark) {
        trace("is to be cut at %s", mark);
        io.execute(() -> {
            var until = Long.parseLong(mark);
            if (until != 0 && lastHandedOn >= until) {
                stopCutting();
            } else {
                cutAt = until == 0 ? Long.MAX_VALUE : until;
                io.after(CUT_LIMIT, this::stopCutting);
            }
        });
        return cut;
    }

    private void stopCutting() {
        end(new JobOutcome.Closed());
    }

    @Override
    public void take(Epoch newEpoch, @Nullable String heard) {
        trace("takes the room under %s from %s on", newEpoch, heard);
        epoch = newEpoch;
        io.execute(() -> {
            if (owns || ended) {
                return;
            }
            owns = true;
            // given by the swap, which may be a while ago
            world.judge().goesOn(room, process.name(), epoch);
            var from = heard == null ? 0 : Long.parseLong(heard);
            lastHandedOn = Math.max(lastHandedOn, from);
            keptBack.stream().filter(number -> number > from).forEach(this::handOn);
            keptBack.clear();
        });
    }

    @Override
    public CompletableFuture<JobOutcome> over() {
        return over;
    }

    private void trace(String what, @Nullable Object... words) {
        world.trace(process.name(), room + " " + what, words);
    }
}
