package dev.danmaku.platforms;

import java.time.Duration;

/** How a room session ended: exactly one for each. */
public sealed interface SessionEnd {

    /** The platform closed after saying that the stream ended. A hint: its API is to confirm. */
    record StreamEnded(String reason) implements SessionEnd {}

    /** The platform refused the join: what the look-up found is of no use (any more). */
    record Refused(String reason) implements SessionEnd {}

    /** Could not connect, or the connection broke. */
    record Lost(String reason) implements SessionEnd {}

    /** Nothing came for longer than the platform's silence budget. */
    record Silent(Duration lasted) implements SessionEnd {}

    /** The bytes made no sense; the reason names how. */
    record Malformed(String reason) implements SessionEnd {}

    record ClosedByUs() implements SessionEnd {}
}
