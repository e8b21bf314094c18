package dev.danmaku.simulator.kuaishou;

/** Values of {@code data.result}. */
final class Result {
    static final int OK = 1;
    static final int THROTTLED = 2;
    static final int UNKNOWN_ROOM = 22;
    static final int LOGIN_REQUIRED = 109;
    static final int NOT_LIVE = 671;
    static final int UNWATCHABLE = 677;
    static final int CAPTCHA = 400_002;

    private Result() {}
}
