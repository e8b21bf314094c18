package dev.danmaku.queue;

/**
 * Told by a window. All calls for all windows of a {@link JobQueue} come one after another on one thread of the queue's, so they
 * must not block: hand over, and return. The first may come before {@link JobQueue#openWindow} has returned.
 */
public interface DeliveryListener {

    void delivered(Delivery delivery);

    /**
     * The window is gone against our will, and with it all that is unacked: the broker delivers it anew, to us or to another.
     * Told once; no delivery of that window follows. Not told after {@link JobWindow#close}.
     */
    void lost(JobWindow window, WindowLoss loss);
}
