package dev.danmaku.simulator.bilibili;

/** Values of {@code code}, in look-ups and in auth replies. */
final class Code {
    static final int OK = 0;
    /** Not logged in; on a socket: the token is wrong or too old. */
    static final int NO_LOGIN = -101;
    /** Risk control, or the signature is missing, wrong or too old. */
    static final int RISK_CONTROL = -352;

    static final int BAD_PARAMETERS = -400;
    static final int NO_SUCH_ROOM = 60_004;
    /** A socket too many; the real number is not published, this is the simulator's own. */
    static final int TOO_MANY_SOCKETS = -503;

    private Code() {}
}
