package dev.danmaku.testing.memory;

import dev.danmaku.queue.Delivery;
import dev.danmaku.queue.DeliveryListener;
import dev.danmaku.queue.JobWindow;
import dev.danmaku.queue.WindowLoss;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.memory.MemoryBroker.Message;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A consumer with its channel. Everything happens under the broker's lock; the listener is called on the client's thread. */
final class MemoryWindow implements JobWindow {
    private final MemoryBroker broker;
    private final MemoryJobQueue client;
    private final MemoryQueue queue;
    private final Platform platform;
    private final int prefetch;
    private final DeliveryListener listener;
    /** As the broker sees it. */
    private final Map<Long, Held> held = new LinkedHashMap<>();
    /** As the client sees it. */
    private final Set<Long> unacked = new HashSet<>();

    private long tags;
    private boolean taking = true;
    private boolean ended;

    private record Held(Message message, Instant since) {}

    MemoryWindow(
            MemoryBroker broker,
            MemoryJobQueue client,
            MemoryQueue queue,
            Platform platform,
            int prefetch,
            DeliveryListener listener) {
        this.broker = broker;
        this.client = client;
        this.queue = queue;
        this.platform = platform;
        this.prefetch = prefetch;
        this.listener = listener;
    }

    @Override
    public Platform platform() {
        return platform;
    }

    boolean hasRoom() {
        return taking && held.size() < prefetch;
    }

    boolean belongsTo(MemoryJobQueue one) {
        return client == one;
    }

    boolean holdsSinceBefore(Instant limit) {
        return held.values().stream().anyMatch(h -> h.since.isBefore(limit));
    }

    List<byte[]> heldBodies() {
        return held.values().stream().map(h -> h.message.body()).toList();
    }

    void hold(Message message) {
        var tag = ++tags;
        held.put(tag, new Held(message, broker.clock().instant()));
        unacked.add(tag);
        var delivery = new Delivery(this, tag, message.redelivered(), message.body());
        client.call(() -> listener.delivered(delivery));
    }

    @Override
    public boolean ack(Delivery delivery) {
        return settle(delivery, false);
    }

    @Override
    public boolean giveBack(Delivery delivery) {
        return settle(delivery, true);
    }

    private boolean settle(Delivery delivery, boolean back) {
        if (delivery.window() != this) {
            throw new IllegalArgumentException(delivery + " is not one of " + this);
        }
        synchronized (broker) {
            if (!unacked.remove(delivery.tag())) {
                return false;
            }
            if (client.acks()) {
                var settled = held.remove(delivery.tag());
                if (back && settled != null) {
                    queue.comesBack(settled.message);
                }
                queue.roomIn(this);
                endIfDrained();
            }
            return true;
        }
    }

    @Override
    public void stopTaking() {
        synchronized (broker) {
            taking = false;
            endIfDrained();
        }
    }

    private void endIfDrained() {
        if (!taking && held.isEmpty()) {
            end();
        }
    }

    @Override
    public void close() {
        synchronized (broker) {
            end();
        }
    }

    /** Against the client's will. */
    void lose(WindowLoss loss) {
        if (end()) {
            client.call(() -> listener.lost(this, loss));
        }
    }

    /** All that is held waits again. False if it has ended before. */
    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        taking = false;
        unacked.clear();
        client.left(this);
        queue.leave(this);
        held.values().forEach(h -> queue.comesBack(h.message));
        held.clear();
        queue.serve();
        return true;
    }

    @Override
    public String toString() {
        return "window of " + queue.name();
    }
}
