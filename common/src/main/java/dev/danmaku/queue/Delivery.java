package dev.danmaku.queue;

/**
 * One message that a worker holds until it acks it.
 *
 * @param window that it came by, and can be acked by
 * @param tag its number within the window
 * @param redelivered whether it was delivered before, to anybody, and came back unacked
 * @param body the bytes as they came, whatever their length; not to be written to
 */
public record Delivery(JobWindow window, long tag, boolean redelivered, byte[] body) {

    @Override
    public String toString() {
        return "delivery %d of %s, %d bytes%s"
                .formatted(tag, window, body.length, redelivered ? ", redelivered" : "");
    }
}
