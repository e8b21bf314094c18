package dev.danmaku.queue;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.config.QueueSettings;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The queues as people see them: declares nothing, takes nothing. Connects when first asked. */
public final class QueueReader implements AutoCloseable {
    private final RabbitConnections connections;
    private final QueueSettings settings;

    /** @param name of the connection, as the broker's management page shows it */
    public QueueReader(AmqpSettings amqp, QueueSettings settings, String name) {
        this.settings = settings;
        this.connections = new RabbitConnections(amqp, name, settings.confirmTimeout(), () -> {});
    }

    /** The names of all queues, those of dead letters last. */
    public static List<String> names() {
        var names = new ArrayList<String>();
        for (var lane : JobLane.values()) {
            for (var platform : Platform.values()) {
                names.add(lane.queue(platform));
            }
        }
        names.add(JobQueue.DEAD_QUEUE);
        return names;
    }

    /**
     * Looks at one queue.
     *
     * @throws QueueUnavailable if the broker does not answer, or forbids it
     */
    public QueueLook look(String queue) {
        return connections
                .look(queue, "cannot look at " + queue)
                .map(told -> new QueueLook(
                        queue,
                        true,
                        waiting(queue, told.getMessageCount()),
                        told.getConsumerCount()))
                .orElseGet(() -> new QueueLook(queue, false, 0L, 0));
    }

    /** Of an empty queue, and of dead letters, which nobody holds for long, any broker's count is that of what waits. */
    private @Nullable Long waiting(String queue, long messages) {
        return messages == 0 || queue.equals(JobQueue.DEAD_QUEUE) || !broker().countsHeld()
                ? Long.valueOf(messages)
                : null;
    }

    /**
     * What is at the other end.
     *
     * @throws QueueUnavailable if the broker does not answer
     */
    public Broker broker() {
        return connections.broker(settings.consumerTimeout());
    }

    @Override
    public void close() {
        connections.close();
    }
}
