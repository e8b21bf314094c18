package dev.danmaku.simulator.room;

/** What look-ups over HTTP say instead of the truth. Which of a platform's look-ups are touched is the platform's say. */
public enum LookupTrouble {
    /** 'Too fast, try later': says nothing about the room. */
    THROTTLED,
    /** Credentials for the socket only after a captcha. */
    CAPTCHA,
    UNKNOWN_ROOM,
    LOGIN_REQUIRED,
    /** The room exists, but may not be watched. */
    UNWATCHABLE,
    /** The room's page comes without the state that clients look for. */
    NO_STATE_PAGE,
    SERVER_ERROR,
    /** The request is read and never answered. */
    NO_ANSWER
}
