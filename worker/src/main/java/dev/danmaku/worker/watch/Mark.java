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
 * <p>As text a JSON object of the version 1: {@code first} the fingerprints, 16 bytes each, in Base64; {@code joinedAgo} ms.
 *
 * @param first what it heard first, up to {@link #MAX_EVENTS}; empty if it heard nothing yet
 * @param joinedAgoMillis how long it has been joined
 */
record Mark(List<Fingerprint> first, long joinedAgoMillis) {
    static final int MAX_EVENTS = 8;
    static final int VERSION = 1;

    private static final Logger LOG = LoggerFactory.getLogger(Mark.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Mark NOTHING = new Mark(List.of(), 0);

    private record Text(int v, String first, long joinedAgo) {}

    Mark {
        first = List.copyOf(first);
    }

    boolean names(Fingerprint event) {
        for (var one : first) {
            var alike = one.content() != Fingerprint.NONE && one.content() == event.content();
            if (one.key() == event.key() || alike) {
                return true;
            }
        }
        return false;
    }

    String toText() {
        var numbers = new Numbers.Writer();
        first.forEach(event -> numbers.add(event.key()).add(event.content()));
        return JSON.writeValueAsString(new Text(VERSION, numbers.toText(), joinedAgoMillis));
    }

    /** What cannot be read, as of a later version, names nothing. */
    static Mark read(String mark) {
        try {
            var text = JSON.readValue(mark, Text.class);
            if (text.v == VERSION) {
                var numbers = new Numbers.Reader(text.first);
                var first = new ArrayList<Fingerprint>();
                while (numbers.hasMore() && first.size() < MAX_EVENTS) {
                    first.add(new Fingerprint(numbers.next(), numbers.next()));
                }
                return new Mark(first, Math.max(0, text.joinedAgo));
            }
        } catch (RuntimeException e) {
            // Whatever is wrong with it, the handover goes on without it.
            LOG.debug("a mark that cannot be read: {}", e.toString());
        }
        return NOTHING;
    }
}
