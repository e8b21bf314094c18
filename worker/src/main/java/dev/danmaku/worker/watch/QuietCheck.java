package dev.danmaku.worker.watch;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Notices a joined room that gives no event at all, though its heartbeats are answered: some platforms cut a client off by no
 * more than silence. Each time a fresh socket changed nothing, it waits twice as long: some rooms are just quiet.
 *
 * <p>To be used in the watch's turn.
 */
final class QuietCheck {
    private static final int MAX_DOUBLINGS = 4;

    private final WatchTools tools;
    private final Turn turn;
    private final Runnable quiet;
    private @Nullable ScheduledFuture<?> timer;
    private long lastEventMillis;
    private int suspicions;

    /** @param quiet called in the turn when the room was quiet for too long, and again for as long as it stays so */
    QuietCheck(WatchTools tools, Turn turn, Runnable quiet) {
        this.tools = tools;
        this.turn = turn;
        this.quiet = quiet;
    }

    /** A socket is joined. */
    void begin() {
        lastEventMillis = now();
        schedule(patience());
    }

    void event() {
        lastEventMillis = now();
        if (suspicions > 0) {
            suspicions = 0;
            schedule(patience());
        }
    }

    /** We did not read for a while, and do again. */
    void listenAgain() {
        lastEventMillis = now();
    }

    /** The socket is gone. */
    void end() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** Whether nothing came for too long. Not so while nobody listens. */
    boolean isQuiet() {
        return timer != null && lasted() >= patience();
    }

    /** It was quiet, and a fresh socket is tried. */
    void suspected() {
        suspicions++;
        end();
    }

    long sinceMillis() {
        return lastEventMillis;
    }

    /** How long nothing came. */
    Duration silence() {
        return Duration.ofMillis(lasted());
    }

    private void check() {
        if (timer == null) {
            return;
        }
        if (isQuiet()) {
            schedule(patience());
            quiet.run();
        } else {
            schedule(patience() - lasted());
        }
    }

    private void schedule(long millis) {
        end();
        timer = tools.timer()
                .schedule(() -> turn.execute(this::check), millis, TimeUnit.MILLISECONDS);
    }

    private long patience() {
        return tools.settings().quietAfter().toMillis() << Math.min(suspicions, MAX_DOUBLINGS);
    }

    private long lasted() {
        return now() - lastEventMillis;
    }

    private long now() {
        return tools.clock().millis();
    }
}
