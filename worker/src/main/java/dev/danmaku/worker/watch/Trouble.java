package dev.danmaku.worker.watch;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * What went wrong with a room in a row.
 *
 * @param failures sessions that ended since a message was last handled; a refused one counts
 * @param refusals of them, refused joins
 * @param undecided look-ups in a row that told nothing
 * @param since the first of this trouble; null when there is none
 * @param restUntil the platform wants no question before; null when it did not say
 */
record Trouble(
        int failures,
        int refusals,
        int undecided,
        @Nullable Instant since,
        @Nullable Instant restUntil) {

    static final Trouble NONE = new Trouble(0, 0, 0, null, null);

    Trouble failed(Instant now) {
        return new Trouble(failures + 1, refusals, undecided, sinceOr(now), restUntil);
    }

    Trouble refused(Instant now) {
        return new Trouble(failures + 1, refusals + 1, undecided, sinceOr(now), restUntil);
    }

    /** Does not begin a trouble while a socket is open: the room itself is well. */
    Trouble undecided(Instant now, @Nullable Duration retryAfter, boolean socketOpen) {
        var begun = socketOpen ? since : sinceOr(now);
        var rest = retryAfter == null ? restUntil : now.plus(retryAfter);
        return new Trouble(failures, refusals, undecided + 1, begun, rest);
    }

    /** The platform's API answered clearly. */
    Trouble decided() {
        return new Trouble(failures, refusals, 0, since, null);
    }

    /** A message was handled: the only thing that resets the retry counter. */
    Trouble heard() {
        return since == null ? this : new Trouble(0, 0, undecided, null, restUntil);
    }

    /** How long the platform still wants to be left alone. */
    Duration rest(Instant now) {
        return restUntil == null || !restUntil.isAfter(now)
                ? Duration.ZERO
                : Duration.between(now, restUntil);
    }

    private Instant sinceOr(Instant now) {
        return since == null ? now : since;
    }
}
