package dev.danmaku.simulator.douyu;

import dev.danmaku.simulator.room.LookupTrouble;

import java.util.Locale;

/** The look-ups over HTTP, and which trouble touches which. */
enum Lookup {
    PAGE,
    BETARD,
    ROOMAPI,
    GIFTS,
    DIRECTORY;

    /** Its name in counts. */
    String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isTouchedBy(LookupTrouble trouble) {
        var ofRoom = this == PAGE || this == BETARD || this == ROOMAPI;
        return switch (trouble) {
            case THROTTLED, CAPTCHA -> this != GIFTS;
            case UNKNOWN_ROOM, UNWATCHABLE -> ofRoom;
            case NO_STATE_PAGE -> this == PAGE || this == BETARD;
            // The site shows every room to everybody.
            case LOGIN_REQUIRED -> false;
            case SERVER_ERROR, NO_ANSWER -> true;
        };
    }
}
