package dev.danmaku.bench.scale;

import dev.danmaku.config.WatchSettings;
import dev.danmaku.event.Epoch;
import dev.danmaku.platforms.net.Budget;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.simulated.SimThread;
import dev.danmaku.worker.Beginning;
import dev.danmaku.worker.JobListener;
import dev.danmaku.worker.JobOutcome;
import dev.danmaku.worker.RunningJob;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One room at one worker: a socket that is let in by the worker's budget, and hears nothing. */
final class ScaleRoom implements RunningJob {
    private static final Duration CONNECTING = Duration.ofMillis(200);

    private final ScaleWorld world;
    private final ScaleWorker worker;
    private final SimThread io;
    private final RoomId room;
    private final JobListener listener;
    private final CompletableFuture<JobOutcome> over = new CompletableFuture<>();
    private final CompletableFuture<String> cut = new CompletableFuture<>();
    private Budget.@Nullable Turn turn;
    private boolean owns;
    private boolean open;
    private boolean ended;

    ScaleRoom(
            ScaleWorld world,
            ScaleWorker worker,
            SimThread io,
            RoomId room,
            Beginning beginning,
            JobListener listener) {
        this.world = world;
        this.worker = worker;
        this.io = io;
        this.room = room;
        this.listener = listener;
        this.owns = !(beginning instanceof Beginning.Offered);
    }

    RoomId room() {
        return room;
    }

    void connect() {
        turn = worker.budget().queue(() -> {
            world.connects(worker);
            io.after(CONNECTING.plusNanos(world.timeline().upTo(CONNECTING)), this::connected);
        });
    }

    private void connected() {
        leaveTurn();
        if (ended) {
            return;
        }
        open = true;
        world.heard(room, 1);
        if (owns) {
            world.stored(room, 1);
        }
        listener.joined();
    }

    private void leaveTurn() {
        if (turn != null) {
            turn.leave();
            turn = null;
        }
    }

    /** The platform closed its socket: as in {@code Recovery}, it is joined again after a part of the shortest back-off. */
    void dropped() {
        if (open && !ended) {
            stopsWatching();
            open = false;
            io.after(
                    Duration.ofNanos(
                            1 + world.timeline().upTo(WatchSettings.DEFAULTS.reconnectMin())),
                    () -> {
                        if (!ended) {
                            connect();
                        }
                    });
        }
    }

    /** It is closed, or its process is gone. */
    void stopsWatching() {
        if (open) {
            world.heard(room, -1);
            if (owns) {
                world.stored(room, -1);
            }
        }
    }

    private void end() {
        if (!ended) {
            stopsWatching();
            ended = true;
            leaveTurn();
            worker.gone(this);
            cut.complete("");
            over.complete(new JobOutcome.Closed());
        }
    }

    @Override
    public void epoch(Epoch epoch) {}

    @Override
    public void close(String reason) {
        io.execute(this::end);
    }

    @Override
    public void offered(boolean on) {}

    @Override
    public String mark() {
        return "";
    }

    @Override
    public CompletableFuture<String> cut(String mark) {
        io.execute(this::end);
        return cut;
    }

    @Override
    public void take(Epoch epoch, @Nullable String heard) {
        io.execute(() -> {
            if (!owns && !ended) {
                owns = true;
                if (open) {
                    world.stored(room, 1);
                }
            }
        });
    }

    @Override
    public CompletableFuture<JobOutcome> over() {
        return over;
    }
}
