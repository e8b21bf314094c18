package dev.danmaku.registry;

/** Whether work may go on after a data loss of Redis. */
public sealed interface OpenAnswer {
    record Open(long generation) implements OpenAnswer {}

    /** @param session that can be heard but has not written its rooms back yet */
    record WaitingFor(String session) implements OpenAnswer {}
}
