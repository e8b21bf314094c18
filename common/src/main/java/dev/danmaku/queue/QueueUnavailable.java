package dev.danmaku.queue;

/** The broker did not answer, or refused. Worth another try, later. */
public final class QueueUnavailable extends RuntimeException {
    public QueueUnavailable(String what, Throwable cause) {
        super("%s: %s".formatted(what, Causes.sentence(cause)), cause);
    }
}
