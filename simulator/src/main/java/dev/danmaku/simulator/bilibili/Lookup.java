package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.LookupTrouble;

import java.util.Locale;

/** The look-ups over HTTP, and which trouble touches which. */
enum Lookup {
    NAV,
    SPI,
    ROOM_INIT,
    GET_INFO,
    DANMU_INFO,
    GET_CONF,
    PLAY_INFO,
    ROOM_LIST,
    STATUS,
    HISTORY;

    /** Its name in counts. */
    String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isTouchedBy(LookupTrouble trouble) {
        return switch (trouble) {
            case THROTTLED, CAPTCHA -> this != NAV && this != SPI;
            case UNKNOWN_ROOM, UNWATCHABLE ->
                this == ROOM_INIT || this == GET_INFO || this == PLAY_INFO;
            case LOGIN_REQUIRED -> this == DANMU_INFO || this == GET_CONF;
            case NO_STATE_PAGE -> false;
            case SERVER_ERROR, NO_ANSWER -> true;
        };
    }
}
