package dev.danmaku.worker.watch;

import dev.danmaku.config.WatchSettings;
import dev.danmaku.platforms.SessionEnd;

import java.time.Duration;
import java.time.Instant;

/**
 * What comes after a session's end or an answer that told nothing. Pure: time and chance are arguments.
 *
 * <p>A lost socket is first joined again with what is known, since look-ups are rate-limited and sockets are dropped all the
 * time; when that fails, too, the platform's API is asked, and again at every second failure.
 */
sealed interface Recovery {

    /** Join again with what is known, at the next host. */
    record Reconnect(Duration after) implements Recovery {}

    /** What is known is of no use: look up, then join. */
    record ResolveAgain(Duration after) implements Recovery {}

    /** The stream may have ended: ask the platform's API. */
    record ConfirmEnd(Duration after) implements Recovery {}

    /** It took too long: let the room rest. */
    record Park(String reason, Duration rest) implements Recovery {}

    /** Nothing more is wanted. */
    record Finish(String reason) implements Recovery {}

    /** After that many doublings the longest back-off is reached, whatever the settings. */
    int MAX_DOUBLINGS = 30;

    /**
     * @param trouble with this end counted
     * @param jitter 0 to 1: the part of the back-off that is waited
     */
    static Recovery after(
            SessionEnd end, Trouble trouble, Instant now, WatchSettings settings, double jitter) {
        return switch (end) {
            case SessionEnd.Refused refused -> {
                var wait = trouble.refusals() <= 1
                        ? Duration.ZERO
                        : question(trouble.refusals(), settings, jitter);
                yield orPark(
                        new ResolveAgain(longer(wait, trouble.rest(now))),
                        trouble,
                        now,
                        settings,
                        cause(end));
            }
            case SessionEnd.StreamEnded ended ->
                orPark(
                        new ConfirmEnd(question(trouble.failures(), settings, jitter)),
                        trouble,
                        now,
                        settings,
                        cause(end));
            case SessionEnd.Lost lost -> afterLoss(end, trouble, now, settings, jitter);
            case SessionEnd.Silent silent -> afterLoss(end, trouble, now, settings, jitter);
            case SessionEnd.Malformed malformed -> afterLoss(end, trouble, now, settings, jitter);
            case SessionEnd.ClosedByUs closed -> new Finish("closed by this process");
        };
    }

    /**
     * After an answer that told nothing, with no socket open.
     *
     * @param joinable whether what is known may still be joined with
     */
    static Recovery afterUndecided(
            String reason,
            boolean joinable,
            Trouble trouble,
            Instant now,
            WatchSettings settings,
            double jitter) {
        var next = joinable
                ? new Reconnect(backOff(trouble.failures(), settings, jitter))
                : new ResolveAgain(
                        longer(question(trouble.undecided(), settings, jitter), trouble.rest(now)));
        return orPark(next, trouble, now, settings, "undecided: " + reason);
    }

    /** Full jitter below a ceiling that doubles with each failure in a row. */
    static Duration backOff(int inARow, WatchSettings settings, double jitter) {
        var doublings = Math.clamp(inARow - 1L, 0, MAX_DOUBLINGS);
        var ceiling = settings.reconnectMin().multipliedBy(1L << doublings);
        var bounded =
                ceiling.compareTo(settings.reconnectMax()) < 0 ? ceiling : settings.reconnectMax();
        return Duration.ofNanos((long) (bounded.toNanos() * jitter));
    }

    /** A back-off before asking the platform's API, which wants more patience than its sockets. */
    static Duration question(int inARow, WatchSettings settings, double jitter) {
        return longer(settings.endConfirmDelay(), backOff(inARow, settings, jitter));
    }

    /** A session's end in words, for people. */
    static String cause(SessionEnd end) {
        return switch (end) {
            case SessionEnd.StreamEnded ended -> "stream end hinted: " + ended.reason();
            case SessionEnd.Refused refused -> "refused: " + refused.reason();
            case SessionEnd.Lost lost -> "lost: " + lost.reason();
            case SessionEnd.Silent silent -> "silent for " + silent.lasted().toSeconds() + " s";
            case SessionEnd.Malformed malformed -> "malformed: " + malformed.reason();
            case SessionEnd.ClosedByUs closed -> "closed by this process";
        };
    }

    private static Recovery afterLoss(
            SessionEnd end, Trouble trouble, Instant now, WatchSettings settings, double jitter) {
        var asks = trouble.failures() % 2 == 0 && trouble.rest(now).isZero();
        var next = asks
                ? new ConfirmEnd(question(trouble.failures(), settings, jitter))
                : new Reconnect(backOff(trouble.failures(), settings, jitter));
        return orPark(next, trouble, now, settings, cause(end));
    }

    /** No step begins after the deadline: when the next one would, the room is parked now. */
    private static Recovery orPark(
            Recovery next, Trouble trouble, Instant now, WatchSettings settings, String cause) {
        var since = trouble.since() == null ? now : trouble.since();
        var begins = now.plus(wait(next));
        if (begins.isBefore(since.plus(settings.giveUpAfter()))) {
            return next;
        }
        return new Park(
                // the limit and not the time itself: rooms with one trouble have one reason
                "%s (nothing handled within %d s)"
                        .formatted(cause, settings.giveUpAfter().toSeconds()),
                longer(settings.parkFor(), trouble.rest(now)));
    }

    private static Duration wait(Recovery next) {
        return switch (next) {
            case Reconnect reconnect -> reconnect.after();
            case ResolveAgain resolve -> resolve.after();
            case ConfirmEnd confirm -> confirm.after();
            case Park park -> Duration.ZERO;
            case Finish finish -> Duration.ZERO;
        };
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
