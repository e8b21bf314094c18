package dev.danmaku.testing.memory;

import dev.danmaku.testing.memory.MemoryBroker.Message;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** One queue. Whoever calls holds the broker's lock. */
final class MemoryQueue {
    private final String name;
    /** By their numbers: what comes back takes its old place. */
    private final TreeMap<Long, Message> waiting = new TreeMap<>();

    /** Those that hold something, and those that take; the one served last stands at the end. */
    private final List<MemoryWindow> windows = new ArrayList<>();

    MemoryQueue(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(Message message) {
        waiting.put(message.number(), message);
        serve();
    }

    /** A held message is given up by whoever held it. */
    void comesBack(Message message) {
        waiting.put(message.number(), message.again());
    }

    @Nullable Message poll() {
        var first = waiting.pollFirstEntry();
        return first == null ? null : first.getValue();
    }

    void purge() {
        waiting.clear();
    }

    int count() {
        return waiting.size();
    }

    List<byte[]> waitingBodies() {
        return waiting.values().stream().map(Message::body).toList();
    }

    List<MemoryWindow> windows() {
        return List.copyOf(windows);
    }

    void join(MemoryWindow window) {
        windows.add(window);
        serve();
    }

    void leave(MemoryWindow window) {
        windows.remove(window);
    }

    /** Delivers while something waits and somebody has room, in turn. */
    void serve() {
        while (!waiting.isEmpty()) {
            var next =
                    windows.stream().filter(MemoryWindow::hasRoom).findFirst().orElse(null);
            if (next == null) {
                return;
            }
            windows.remove(next);
            windows.add(next);
            next.hold(waiting.pollFirstEntry().getValue());
        }
    }
}
