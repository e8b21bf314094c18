package dev.danmaku.standalone;

/** Exit codes: a promise to scripts, told by {@code danmaku --help}. */
final class Exit {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_LIVE = 3;
    static final int NOT_WATCHED = 3;
    static final int NO_EVENTS = 3;
    static final int NO_EVENT_LINES = 3;
    static final int GIVEN_UP = 4;
    static final int INTERRUPTED = 130;

    private Exit() {}
}
