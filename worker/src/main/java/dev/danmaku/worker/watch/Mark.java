package dev.danmaku.worker.watch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the next holder's hearing begins, said so that the present one can find it in its own: their sockets tell the same things in the
 * same order, their clocks do not agree.
 *
 * <p>As text a JSON object of the version 1: {@code first} in Base64, {@code joinedAgo} ms.
 *
 * @param first keys of what it heard first, as {@link Fingerprint} has them; empty if it heard nothing yet. What is known by its
 *     content alone marks no place: the same may have been said long before
 * @param joinedAgoMillis how long it has been joined
 */
record Mark(List<Long> first, long joinedAgoMillis) {
    static final int MAX_EVENTS = 12;
    static final int VERSION = 1;

    private static final Logger LOG = LoggerFactory.getLogger(Mark.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Mark NOTHING = new Mark(List.of(), 0);

    private record Text(int v, String first, long joinedAgo) {}

    Mark {
        first = List.copyOf(first);
    }

    boolean names(Fingerprint event) {
        return first.contains(event.key());
    }

    String toText() {
        var numbers = new Numbers.Writer();
        first.forEach(numbers::add);
        return JSON.writeValueAsString(new Text(VERSION, numbers.toText(), joinedAgoMillis));
    }

    /** What cannot be read, as of a later version, names nothing. */
    static Mark read(String mark) {
        try {
            var text = JSON.readValue(mark, Text.class);
            if (text.v == VERSION) {
                var numbers = new Numbers.Reader(text.first);
                var first = new ArrayList<Long>();
                while (numbers.hasMore() && first.size() < MAX_EVENTS) {
                    first.add(numbers.next());
                }
                return new Mark(first, Math.max(0, text.joinedAgo));
            }
        } catch (RuntimeException e) {
            // Whatever is wrong with it, the handover goes on without it.
            LOG.debug("a mark cannot be read: {}", e.getClass().getSimpleName());
        }
        return NOTHING;
    }
}
