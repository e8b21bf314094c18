package dev.danmaku.worker.watch;

import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.SessionEnd;

import java.time.Duration;
import java.time.Instant;

/** What went wrong with a room so far, and so what comes next and how long it is waited for. To be used in the watch's turn. */
final class Patience {
    /** After the API denied a hint the next one waits for this part of the confirm interval, so that hints cannot flood it. */
    private static final int HINT_REST_DIVISOR = 3;

    private final WatchTools tools;
    private Trouble trouble = Trouble.NONE;
    private Instant hintRest = Instant.EPOCH;

    Patience(WatchTools tools) {
        this.tools = tools;
    }

    void heard() {
        trouble = trouble.heard();
    }

    /** The platform's API answered clearly. */
    void decided() {
        trouble = trouble.decided();
    }

    /** A socket ended by itself. */
    Recovery ended(SessionEnd end) {
        trouble =
                end instanceof SessionEnd.Refused ? trouble.refused(now()) : trouble.failed(now());
        return Recovery.after(end, trouble, now(), tools.settings(), jitter());
    }

    /**
     * The platform's API told nothing, and no socket is open.
     *
     * @param joinable whether what is known may still be joined with
     */
    Recovery undecided(Lookup.Undecided answer, boolean joinable) {
        trouble = trouble.undecided(now(), answer.retryAfter(), false);
        return Recovery.afterUndecided(
                answer.reason(), joinable, trouble, now(), tools.settings(), jitter());
    }

    /** The platform's API told nothing, and the socket goes on: how long to wait before asking again. */
    Duration undecidedMeanwhile(Lookup.Undecided answer) {
        trouble = trouble.undecided(now(), answer.retryAfter(), true);
        var wait = Recovery.question(trouble.undecided(), tools.settings(), jitter());
        return longer(wait, trouble.rest(now()));
    }

    /** The platform's API says that the stream goes on. */
    void hintDenied() {
        hintRest = now().plus(tools.settings().endConfirmInterval().dividedBy(HINT_REST_DIVISOR));
    }

    /** From a hint to the question whether it is true. */
    Duration afterHint() {
        return longer(tools.settings().endConfirmDelay(), Duration.between(now(), hintRest));
    }

    private Instant now() {
        return tools.clock().instant();
    }

    private double jitter() {
        return tools.random().nextDouble();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
