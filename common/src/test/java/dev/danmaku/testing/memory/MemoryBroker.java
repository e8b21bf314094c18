package dev.danmaku.testing.memory;

import dev.danmaku.queue.JobLane;
import dev.danmaku.queue.JobQueue;
import dev.danmaku.queue.WindowLoss;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A RabbitMQ in this process: durable classic queues, consumers with a prefetch, redelivery in the old order, and everything that can
 * go wrong with it. What it holds outlives its clients and its own restarts. Safe for use by many threads.
 */
public final class MemoryBroker {
    private static final int CONSUMER_TIMEOUT = 406;

    private final ScheduledExecutorService network;
    private final InstantSource clock;
    private final Map<String, MemoryQueue> queues = new TreeMap<>();
    private final List<MemoryJobQueue> clients = new ArrayList<>();
    private long arrived;
    private boolean away;

    /** @param network where messages travel that are on their way without their senders */
    public MemoryBroker(ScheduledExecutorService network, InstantSource clock) {
        this.network = network;
        this.clock = clock;
    }

    /**
     * A client with a connection of its own.
     *
     * @param thread of the client, where it hears from the broker, one thing after another
     */
    public synchronized MemoryJobQueue connect(BrokerLink link, ScheduledExecutorService thread) {
        var client = new MemoryJobQueue(this, link, thread);
        clients.add(client);
        return client;
    }

    /** A message as it lies here. Its number is its place in the queue, for ever. */
    record Message(
            long number,
            byte[] body,
            Map<String, String> headers,
            boolean persistent,
            boolean redelivered) {
        Message again() {
            return new Message(number, body, headers, persistent, true);
        }
    }

    /** What a client is told that looks at a message. */
    public record Seen(
            byte[] body, Map<String, String> headers, boolean persistent, boolean redelivered) {}

    // What clients do

    synchronized void declare() {
        queues.computeIfAbsent(JobQueue.DEAD_QUEUE, MemoryQueue::new);
        for (var platform : Platform.values()) {
            for (var lane : JobLane.values()) {
                queues.computeIfAbsent(lane.queue(platform), MemoryQueue::new);
            }
        }
    }

    synchronized MemoryQueue declare(String queue) {
        return queues.computeIfAbsent(queue, MemoryQueue::new);
    }

    synchronized @Nullable MemoryQueue find(String queue) {
        return queues.get(queue);
    }

    /** Returns false if there is no such queue. */
    synchronized boolean publish(
            String queue, byte[] body, Map<String, String> headers, boolean persistent) {
        var there = queues.get(queue);
        if (there == null) {
            return false;
        }
        there.add(new Message(++arrived, body.clone(), headers, persistent, false));
        return true;
    }

    /** It arrives after its sender stopped waiting; a broker that is away by then never gets it. */
    void publishLate(Duration after, String queue, byte[] body) {
        network.schedule(
                () -> {
                    if (!away()) {
                        publish(queue, body, Map.of(), true);
                    }
                },
                after.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    InstantSource clock() {
        return clock;
    }

    synchronized void forget(MemoryJobQueue client) {
        clients.remove(client);
    }

    // What strangers and people do

    /** Puts bytes into a queue that exists. */
    public void put(String queue, byte[] body) {
        if (!publish(queue, body, Map.of(), false)) {
            throw new IllegalArgumentException("no queue " + queue);
        }
    }

    /** Takes the first message out of a queue; null if none waits. */
    public synchronized @Nullable Seen take(String queue) {
        var there = queues.get(queue);
        var message = there == null ? null : there.poll();
        return message == null
                ? null
                : new Seen(
                        message.body(),
                        message.headers(),
                        message.persistent(),
                        message.redelivered());
    }

    /** Drops what waits; what is held stays held. */
    public synchronized void purge(String queue) {
        var there = queues.get(queue);
        if (there != null) {
            there.purge();
        }
    }

    /** The queue is gone with all that waits in it and all that is held of it; its consumers are told. */
    public synchronized void delete(String queue) {
        var there = queues.remove(queue);
        if (there != null) {
            there.windows().forEach(window -> window.lose(new WindowLoss.ConsumerCancelled()));
        }
    }

    // What goes wrong

    /** Every connection breaks; what was held waits again. */
    public synchronized void cutAll() {
        List.copyOf(clients).forEach(this::cut);
    }

    /** One client's connection breaks. It may connect again, unless its link or its process is gone. */
    public synchronized void cut(MemoryJobQueue client) {
        client.disconnected("the connection was cut");
    }

    /** Down, with all connections; or up again, with everything that was there. */
    public synchronized void away(boolean now) {
        away = now;
        if (now) {
            cutAll();
        }
    }

    public synchronized boolean away() {
        return away;
    }

    /** Closes each channel of a client that has had a delivery unacked for longer. The connection stays. */
    public synchronized void timeOutConsumers(Duration longerThan) {
        var limit = clock.instant().minus(longerThan);
        for (var queue : queues.values()) {
            queue.windows().stream()
                    .filter(window -> window.holdsSinceBefore(limit))
                    .forEach(window -> window.lose(new WindowLoss.ChannelClosed(
                            CONSUMER_TIMEOUT, "delivery acknowledgement timed out")));
        }
    }

    /** Closes all channels of one client; its connection stays. */
    public synchronized void closeChannels(MemoryJobQueue client) {
        for (var queue : queues.values()) {
            queue.windows().stream()
                    .filter(window -> window.belongsTo(client))
                    .forEach(window -> window.lose(new WindowLoss.ChannelClosed(
                            CONSUMER_TIMEOUT, "closed by the broker")));
        }
    }

    // What a judge looks at

    /** Bodies of all messages in a queue that wait. */
    public synchronized List<byte[]> waiting(String queue) {
        var there = queues.get(queue);
        return there == null ? List.of() : there.waitingBodies();
    }

    /** Bodies of all messages of a queue that somebody holds. */
    public synchronized List<byte[]> held(String queue) {
        var there = queues.get(queue);
        return there == null
                ? List.of()
                : there.windows().stream()
                        .flatMap(window -> window.heldBodies().stream())
                        .toList();
    }
}
