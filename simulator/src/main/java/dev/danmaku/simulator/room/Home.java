package dev.danmaku.simulator.room;

import io.netty.util.concurrent.EventExecutor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * One event loop and the rooms that live on it. A single timer visits them all: each tick a slice, each room once in a
 * push interval, so that pushes are spread and a room costs no timer of its own.
 */
public final class Home implements Executor {
    private static final Logger log = LoggerFactory.getLogger(Home.class);
    private static final int MAX_SLICES = 20;
    private static final long MIN_TICK_NANOS = Duration.ofMillis(5).toNanos();

    private final EventExecutor loop;
    private final List<List<SimulatedRoom>> slices;
    private int nextSlice;
    private int nextRoom;

    public Home(EventExecutor loop, Duration pushInterval) {
        this.loop = loop;
        var count = Math.clamp(pushInterval.toNanos() / MIN_TICK_NANOS, 1, MAX_SLICES);
        this.slices = IntStream.range(0, count)
                .<List<SimulatedRoom>>mapToObj(i -> new ArrayList<>())
                .toList();
        var tick = pushInterval.toNanos() / count;
        loop.scheduleAtFixedRate(this::tick, tick, tick, TimeUnit.NANOSECONDS);
    }

    /** Runs it on the loop: at once if that is the calling thread. */
    @Override
    public void execute(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    void settle(SimulatedRoom room) {
        execute(() -> slices.get(nextRoom++ % slices.size()).add(room));
    }

    private void tick() {
        var now = System.nanoTime();
        for (var room : slices.get(nextSlice++ % slices.size())) {
            try {
                room.tick(now);
            } catch (RuntimeException e) {
                log.error("{} could not be served; the other rooms go on", room.id(), e);
            }
        }
    }
}
