package dev.danmaku.look;

import java.util.Locale;

/** Each reason for which a room is watched or is not: its word does not change, whatever becomes of the sentence. */
public enum WhyCode {
    // nobody asked for it
    NOT_ASKED_FOR,
    STREAM_OVER,
    TAKEN_OFF,
    NOT_IN_LIVES,

    // nobody has claimed it
    BAD_ID,
    REBUILDING,
    NO_DISPATCHER,
    NO_BROKER,
    NOT_PUBLISHED,
    TO_BE_CLAIMED,

    // it is claimed, and its job not published
    PUBLISHING,
    CLAIM_ORPHANED,
    CLAIM_LATE,

    // its job waits
    NO_WORKER,
    QUEUE_UNKNOWN,
    NO_FREE_SLOT,
    NO_CONSUMER,
    ON_ITS_WAY,
    PACED,

    // it rests
    PAUSED,
    PLATFORM_PAUSED,
    PLATFORM_RESUMED,
    RESTING,
    REST_OVER,
    REST_OVER_NO_DISPATCHER,

    // a worker has it
    JOINING,
    WATCHING,
    HANDING_OVER,
    CLOSING,
    ENDING,

    // the worker that had it is gone
    WORKER_GONE,
    WORKER_GONE_NO_DISPATCHER,
    WORKER_GONE_NO_OTHER,

    // this version cannot tell
    UNREADABLE,
    UNKNOWN_STATE;

    /** As it stands in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
