package dev.danmaku.console.live;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** The last messages of a topic. */
final class Ring {
    private final int maxMessages;
    private final long maxBytes;
    private final ArrayDeque<Message> messages = new ArrayDeque<>();
    private long bytes;
    private Place last = new Place(0, 0);
    private Place beforeFirst = new Place(0, 0);

    /**
     * How far somebody is.
     *
     * @param number of the last message
     * @param events in all messages up to it
     */
    record Place(long number, long events) {}

    /** @param body of the message as it is sent, but for its id */
    record Message(Place place, byte[] body) {}

    Ring(int maxMessages, long maxBytes) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
    }

    /**
     * Adds a message.
     *
     * @param data one line of JSON
     * @param events how many events a client misses that misses it
     */
    synchronized void add(String name, String data, int events) {
        var body = "event: %s\ndata: %s\n\n".formatted(name, data).getBytes(StandardCharsets.UTF_8);
        last = new Place(last.number() + 1, last.events() + events);
        messages.addLast(new Message(last, body));
        bytes += body.length;
        while (messages.size() > maxMessages || (bytes > maxBytes && messages.size() > 1)) {
            var gone = messages.removeFirst();
            bytes -= gone.body().length;
            beforeFirst = gone.place();
        }
    }

    /** Where somebody begins who wants what comes from now on. */
    synchronized Place end() {
        return last;
    }

    /** Where somebody begins who wants the last message, too. */
    synchronized Place beforeLast() {
        var newest = messages.peekLast();
        if (newest == null) {
            return last;
        }
        var before = messages.size() == 1 ? beforeFirst : null;
        if (before != null) {
            return before;
        }
        Place previous = beforeFirst;
        for (var message : messages) {
            if (message == newest) {
                return previous;
            }
            previous = message.place();
        }
        return previous;
    }

    /** Whether this is a place that was in this ring. */
    synchronized boolean knows(Place place) {
        return place.number() >= 0
                && place.events() >= 0
                && place.number() <= last.number()
                && place.events() <= last.events();
    }

    /** What a place lacks of what the ring still has. */
    synchronized Place oldest(Place place) {
        return place.number() < beforeFirst.number() ? beforeFirst : place;
    }

    /** The message after a place that {@link #oldest} has returned; null if there is none, or it has gone meanwhile. */
    synchronized @Nullable Message after(Place place) {
        var skip = place.number() - beforeFirst.number();
        if (skip < 0 || skip >= messages.size()) {
            return null;
        }
        // most are at the end: they read as it is written
        if (skip == messages.size() - 1) {
            return messages.peekLast();
        }
        var each = messages.iterator();
        for (var i = 0L; i < skip; i++) {
            each.next();
        }
        return each.next();
    }

    synchronized long bytes() {
        return bytes;
    }
}
