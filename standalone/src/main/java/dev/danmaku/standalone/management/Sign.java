package dev.danmaku.standalone.management;

/**
 * One thing that tells how a process is.
 *
 * @param role that it is about, e.g. {@code worker}
 * @param name e.g. {@code session}
 * @param good whether it is as it should be
 * @param detail for people
 */
public record Sign(String role, String name, Weight weight, boolean good, String detail) {

    /** What follows where it is not good. */
    public enum Weight {
        /** The process hangs: only a restart helps. */
        LIFE,
        /** The process cannot do its work now. */
        READINESS
    }
}
