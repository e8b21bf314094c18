package dev.danmaku.worker.watch;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The one thing that a watch waits for. Whatever is set replaces what was set before, its timer included. */
final class NextStep {

    /** What comes next, and so what may be put off for something else. */
    enum Kind {
        NOTHING,
        /** A question to the platform is under way. */
        ANSWER,
        /** The question whether the stream ended is due. */
        CONFIRM,
        /** A look-up for a fresh token, or a question that got no answer, is due. */
        ASK,
        JOIN,
        /** A join is due as soon as the sink takes events again. */
        SPACE
    }

    private final WatchTools tools;
    private final Turn turn;
    private final Consumer<Kind> due;
    private Kind kind = Kind.NOTHING;
    private @Nullable ScheduledFuture<?> timer;
    private int number;

    /** @param due called in the turn with a step whose time has come */
    NextStep(WatchTools tools, Turn turn, Consumer<Kind> due) {
        this.tools = tools;
        this.turn = turn;
        this.due = due;
    }

    Kind kind() {
        return kind;
    }

    void set(Kind awaited) {
        number++;
        kind = awaited;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    void after(Duration wait, Kind step) {
        set(step);
        var mine = number;
        timer = tools.timer()
                .schedule(
                        () -> turn.execute(() -> fire(mine)), wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A timer may fire while it is being replaced; the number tells. */
    private void fire(int mine) {
        if (mine == number) {
            timer = null;
            due.accept(kind);
        }
    }
}
