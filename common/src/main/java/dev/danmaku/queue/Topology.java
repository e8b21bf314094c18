package dev.danmaku.queue;

import com.rabbitmq.client.Channel;

import dev.danmaku.config.QueueSettings;
import dev.danmaku.room.Platform;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The queues and their properties. */
final class Topology {
    private static final int PRECONDITION_FAILED = 406;

    private final Map<String, Object> jobArguments;
    private volatile boolean unknown = true;

    Topology(QueueSettings settings) {
        this.jobArguments = jobArguments(settings);
    }

    private static Map<String, Object> jobArguments(QueueSettings settings) {
        var arguments = new TreeMap<String, Object>();
        arguments.put("x-consumer-timeout", settings.consumerTimeout().toMillis());
        if (settings.quorum()) {
            arguments.put("x-queue-type", "quorum");
            arguments.put("x-delivery-limit", settings.deliveryLimit());
            arguments.put("x-dead-letter-exchange", "");
            arguments.put("x-dead-letter-routing-key", JobQueue.DEAD_QUEUE);
        }
        return arguments;
    }

    /** Whether the broker may lack a queue, as far as we know. */
    boolean unknown() {
        return unknown;
    }

    void forget() {
        unknown = true;
    }

    void declareAll(Channel channel) throws IOException {
        declare(channel, JobQueue.DEAD_QUEUE, Map.of());
        for (var platform : Platform.values()) {
            for (var lane : JobLane.values()) {
                declare(channel, platform, lane);
            }
        }
        unknown = false;
    }

    void declare(Channel channel, Platform platform, JobLane lane) throws IOException {
        declare(channel, lane.queue(platform), jobArguments);
    }

    private static void declare(Channel channel, String queue, Map<String, Object> arguments)
            throws IOException {
        try {
            channel.queueDeclare(queue, true, false, false, arguments);
        } catch (IOException e) {
            var refusal = Causes.channelClosedWith(PRECONDITION_FAILED, e);
            if (refusal.isPresent()) {
                throw new QueueDeclaredOtherwise(
                        queue, "durable, " + arguments, refusal.get().getReplyText());
            }
            throw e;
        }
    }
}
