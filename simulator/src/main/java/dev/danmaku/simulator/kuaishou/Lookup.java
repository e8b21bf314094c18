package dev.danmaku.simulator.kuaishou;

import dev.danmaku.simulator.room.LookupTrouble;

import java.util.Locale;

/** The look-ups over HTTP, and which trouble touches which. */
enum Lookup {
    PAGE,
    LIVEDETAIL,
    WEBSOCKETINFO,
    SHARE,
    GIFTS,
    FEED;

    /** Its name in counts. */
    String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isTouchedBy(LookupTrouble trouble) {
        return switch (trouble) {
            case THROTTLED -> this != GIFTS;
            case CAPTCHA -> this == WEBSOCKETINFO;
            case UNKNOWN_ROOM -> this == PAGE || this == LIVEDETAIL || this == WEBSOCKETINFO;
            case LOGIN_REQUIRED -> this == LIVEDETAIL || this == WEBSOCKETINFO;
            case UNWATCHABLE -> this == PAGE || this == LIVEDETAIL;
            case NO_STATE_PAGE -> this == PAGE;
            case SERVER_ERROR, NO_ANSWER -> true;
        };
    }
}
