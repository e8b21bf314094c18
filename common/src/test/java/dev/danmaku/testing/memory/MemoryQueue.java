package dev.danmaku.testing.memory;

import dev.danmaku.testing.memory.MemoryBroker.Message;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** One queue. Whoever calls holds the broker's lock. */
final class MemoryQueue {
    private final String name;
    /** By their numbers: what comes back takes its old place. */
    private final TreeMap<Long, Message> waiting = new TreeMap<>();

    /** Those that hold something, and those that take. */
    private final Set<MemoryWindow> windows = new LinkedHashSet<>();
    /** All that have room, and maybe some that have none any more; the one served last stands at the end. */
    private final LinkedHashSet<MemoryWindow> turn = new LinkedHashSet<>();

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
        roomIn(window);
    }

    void leave(MemoryWindow window) {
        windows.remove(window);
        turn.remove(window);
    }

    /** It may have room again. */
    void roomIn(MemoryWindow window) {
        if (windows.contains(window)) {
            turn.add(window);
        }
        serve();
    }

    /** Delivers while something waits and somebody has room, in turn. */
    void serve() {
        while (!waiting.isEmpty() && !turn.isEmpty()) {
            var next = turn.removeFirst();
            if (next.hasRoom()) {
                next.hold(waiting.pollFirstEntry().getValue());
                turn.addLast(next);
            }
        }
    }
}
