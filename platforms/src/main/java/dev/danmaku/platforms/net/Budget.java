package dev.danmaku.platforms.net;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Lets so many begin in a second and so many be under way at once, first come first served. What waits holds no thread and can
 * leave.
 *
 * <p>INVARIANT: all fields change on the timer's thread only.
 */
public final class Budget {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A timer that fires late must not lower a high rate; an idle hour must not raise any. */
    private static final long CATCH_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final double perSecond;
    private final int atOnce;
    private final double jitter;
    private final EventExecutor timer;
    private final RandomGenerator random;

    private final LinkedHashSet<Turn> waiting = new LinkedHashSet<>();
    private int underWay;
    private long nextNanos;
    private @Nullable ScheduledFuture<?> wakeUp;

    /**
     * @param perSecond that may begin; 0 is no limit
     * @param atOnce that may be under way
     * @param jitter part of the pause by which it varies: 0.5 is half to one and a half
     * @param timer one thread, on which turns begin
     */
    public Budget(
            double perSecond,
            int atOnce,
            double jitter,
            EventExecutor timer,
            RandomGenerator random) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.jitter = jitter;
        this.timer = timer;
        this.random = random;
        nextNanos = timer.ticker().nanoTime();
    }

    /** Waits for a turn; {@code begin} is called on the timer's thread, never from within this call's caller. */
    public Turn queue(Runnable begin) {
        var turn = new Turn(begin);
        timer.execute(() -> {
            if (turn.state == Turn.State.NEW) {
                turn.state = Turn.State.WAITING;
                waiting.add(turn);
                beginNext();
            }
        });
        return turn;
    }

    private void beginNext() {
        while (underWay < atOnce && !waiting.isEmpty() && wakeUp == null) {
            var now = timer.ticker().nanoTime();
            if (perSecond > 0 && nextNanos - now > 0) {
                wakeUp = timer.schedule(this::wake, nextNanos - now, TimeUnit.NANOSECONDS);
                return;
            }
            nextNanos = now - Math.min(now - nextNanos, CATCH_UP_NANOS) + pauseNanos();
            underWay++;
            var turn = waiting.removeFirst();
            turn.state = Turn.State.BEGUN;
            turn.begin.run();
        }
    }

    private void wake() {
        wakeUp = null;
        beginNext();
    }

    private long pauseNanos() {
        if (perSecond <= 0) {
            return 0;
        }
        var varied = jitter == 0 ? 1 : 1 + jitter * (2 * random.nextDouble() - 1);
        return (long) (NANOS / perSecond * varied);
    }

    /** One that waits, or is under way. */
    public final class Turn {
        private final Runnable begin;
        private State state = State.NEW;

        private enum State {
            NEW,
            WAITING,
            BEGUN,
            LEFT
        }

        private Turn(Runnable begin) {
            this.begin = begin;
        }

        /** Done, or no longer interested. Leaving twice is fine; from any thread. */
        public void leave() {
            timer.execute(this::leaveOnTimer);
        }

        private void leaveOnTimer() {
            switch (state) {
                case NEW, LEFT -> {}
                case WAITING -> waiting.remove(this);
                case BEGUN -> underWay--;
            }
            state = State.LEFT;
            beginNext();
        }
    }
}
