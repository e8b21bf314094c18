package dev.danmaku.queue;

import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;

/** Makes the copy of a poison delivery: its bytes, and headers that say what is wrong with it. */
final class DeadLetters {
    /** A header has to fit into one frame together with the others. */
    private static final int MAX_REASON_CHARS = 1_000;

    private final Clock clock;

    DeadLetters(Clock clock) {
        this.clock = clock;
    }

    Outgoing copyOf(Delivery poison, String reason) {
        var body = poison.body();
        var headers = new HashMap<String, Object>();
        headers.put(JobQueue.REASON_HEADER, cut(reason));
        headers.put(JobQueue.QUEUE_HEADER, poison.window().platform().jobQueue());
        headers.put(JobQueue.SEEN_HEADER, clock.instant().toString());
        if (body.length > JobQueue.DEAD_BODY_MAX_BYTES) {
            headers.put(JobQueue.LENGTH_HEADER, body.length);
            body = Arrays.copyOf(body, JobQueue.DEAD_BODY_MAX_BYTES);
        }
        return new Outgoing(JobQueue.DEAD_QUEUE, "application/octet-stream", headers, body);
    }

    private static String cut(String reason) {
        return reason.length() <= MAX_REASON_CHARS ? reason : reason.substring(0, MAX_REASON_CHARS);
    }
}
