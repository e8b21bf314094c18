package dev.danmaku.store;

import dev.danmaku.event.Event;

import java.util.Iterator;

/** Events that are read while they are taken. To be closed, also when all were taken; closing twice is fine. */
public interface EventStream extends Iterator<Event>, AutoCloseable {
    @Override
    void close();
}
