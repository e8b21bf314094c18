package dev.danmaku.queue;

import com.rabbitmq.client.ShutdownSignalException;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.config.QueueSettings;
import dev.danmaku.room.Platform;

import org.springframework.amqp.AmqpException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The queues as people see them: declares nothing, takes nothing. Connects when first asked. */
public final class QueueReader implements AutoCloseable {
    private static final int NOT_FOUND = 404;

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
        try {
            // of its own, since a broker closes the channel of a question after a queue that is not
            // there
            var channel = connections.openControlChannel();
            try {
                var told = channel.queueDeclarePassive(queue);
                return new QueueLook(queue, true, told.getMessageCount(), told.getConsumerCount());
            } catch (IOException e) {
                if (Causes.channelClosedWith(NOT_FOUND, e).isPresent()) {
                    return new QueueLook(queue, false, 0, 0);
                }
                throw e;
            } finally {
                RabbitConnections.abandon(channel);
            }
        } catch (IOException | AmqpException | ShutdownSignalException e) {
            throw new QueueUnavailable("cannot look at " + queue, e);
        }
    }

    /**
     * What is at the other end.
     *
     * @throws QueueUnavailable if the broker does not answer
     */
    public Broker broker() {
        try {
            return connections.broker(settings.consumerTimeout());
        } catch (AmqpException e) {
            throw new QueueUnavailable("cannot reach the broker", e);
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
