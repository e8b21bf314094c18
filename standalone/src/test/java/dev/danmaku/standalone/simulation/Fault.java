package dev.danmaku.standalone.simulation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Something that goes wrong, or that people or streamers do.
 *
 * @param at since the beginning
 * @param lasts how long, where it lasts
 * @param target whom it hits, by turns
 */
record Fault(Kind kind, Duration at, Duration lasts, int target) {
    enum Kind {
        WORKER_DIES,
        WORKER_FREEZES,
        WORKER_HANGS,
        REQUESTS_TO_REDIS_LOST,
        ANSWERS_OF_REDIS_LOST,
        CONTROL_CHANNEL_LOST,
        CHANNELS_CLOSE,
        CUT_FROM_BROKER,
        BROKER_AWAY,
        CONSUMER_TIMEOUT,
        QUEUE_PURGED,
        QUEUE_DELETED,
        CONFIRMS_LOST,
        MESSAGES_LATE,
        ACKS_LOST,
        DISPATCHER_DIES,
        DISPATCHER_FREEZES,
        REDIS_LOSES_DATA,
        REDIS_AWAY,
        TAKEN_OFF,
        STREAM_ENDS,
        STREAM_ANEW,
        SITE_REFUSES,
        WORKER_DRAINS,
        WORKER_STANDS_BY,
        ROOM_PAUSED,
        PLATFORM_PAUSED,
        ROOM_RETRIED,
        ROOM_MOVED,
        WORKER_JOINS
    }

    /**
     * These touch the broker and dispatchers alone: no worker has a reason to close a socket. A freeze is not among them, since whoever
     * waits below it on the stack waits as long.
     */
    static final Set<Kind> OF_BROKER = EnumSet.of(
            Kind.CHANNELS_CLOSE,
            Kind.CUT_FROM_BROKER,
            Kind.BROKER_AWAY,
            Kind.CONSUMER_TIMEOUT,
            Kind.QUEUE_PURGED,
            Kind.QUEUE_DELETED,
            Kind.CONFIRMS_LOST,
            Kind.MESSAGES_LATE,
            Kind.ACKS_LOST,
            Kind.DISPATCHER_DIES);

    /**
     * Nor has it for these. For both kinds together it has: whose channel and whose subscription are both gone for a moment cannot be
     * heard, and another takes the redelivered job over (rule 3).
     */
    static final Set<Kind> OF_REDIS =
            EnumSet.of(Kind.DISPATCHER_DIES, Kind.REDIS_LOSES_DATA, Kind.REDIS_AWAY);

    @Override
    public String toString() {
        return "%7.3f s %s of %d for %.3f s"
                .formatted(at.toNanos() / 1e9, kind, target, lasts.toNanos() / 1e9);
    }
}
