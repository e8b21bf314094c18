package dev.danmaku.queue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.config.QueueSettings;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobMessage;
import dev.danmaku.room.Platform;

import org.springframework.amqp.AmqpException;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Jobs over RabbitMQ, or another broker that speaks AMQP 0-9-1. */
public final class RabbitJobQueue implements JobQueue {
    private final RabbitConnections connections;
    private final Topology topology;
    private final ConfirmedPublisher publisher;
    private final DeadLetters deadLetters;
    private final QueueSettings settings;
    private final String name;
    private final AtomicLong windows = new AtomicLong();
    private final Callbacks callbacks = new Callbacks();

    /**
     * Connects to nothing yet.
     *
     * @param name of the connections, as the broker's management page shows it, e.g. {@code danmaku dispatcher}
     */
    public RabbitJobQueue(AmqpSettings amqp, QueueSettings settings, String name, Clock clock) {
        this.name = name;
        this.settings = settings;
        this.topology = new Topology(settings);
        this.connections =
                new RabbitConnections(amqp, name, settings.confirmTimeout(), topology::forget);
        this.publisher = new ConfirmedPublisher(connections, settings);
        this.deadLetters = new DeadLetters(clock);
    }

    @Override
    public void declare() {
        connections.ask("cannot declare the queues", channel -> {
            topology.declareAll(channel);
            return true;
        });
    }

    @Override
    public CompletableFuture<List<PublishResult>> publish(List<Job> jobs) {
        return publish(jobs, JobLane.NEW);
    }

    @Override
    public CompletableFuture<List<PublishResult>> handOver(List<Job> jobs) {
        return publish(jobs, JobLane.HANDOVER);
    }

    private CompletableFuture<List<PublishResult>> publish(List<Job> jobs, JobLane lane) {
        return publishTo(jobs.stream()
                .map(job -> Outgoing.job(lane.queue(job.room().platform()), JobMessage.write(job)))
                .toList());
    }

    @Override
    public CompletableFuture<PublishResult> deadLetter(Delivery poison, String reason) {
        return publishTo(List.of(deadLetters.copyOf(poison, reason))).thenApply(List::getFirst);
    }

    private CompletableFuture<List<PublishResult>> publishTo(List<Outgoing> messages) {
        try {
            if (topology.unknown()) {
                declare();
            }
        } catch (QueueUnavailable | QueueDeclaredOtherwise e) {
            var lost = new PublishResult.Lost(String.valueOf(e.getMessage()));
            return CompletableFuture.completedFuture(
                    messages.stream().map(m -> (PublishResult) lost).toList());
        }
        return publisher.publish(messages).thenApply(results -> {
            if (results.stream().anyMatch(PublishResult.Returned.class::isInstance)) {
                topology.forget();
            }
            return results;
        });
    }

    @Override
    public OptionalLong waiting(Platform platform) {
        return connections
                .look(platform.jobQueue(), "cannot count the jobs of " + platform.label())
                .map(told -> OptionalLong.of(told.getMessageCount()))
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public JobWindow openWindow(
            Platform platform, JobLane lane, int prefetch, DeliveryListener listener) {
        if (prefetch < 1) {
            throw new IllegalArgumentException("a window takes at least one job");
        }
        var tag = "%s %s %d".formatted(name, lane.queue(platform), windows.incrementAndGet());
        Channel channel = null;
        try {
            channel = connections.openWindowChannel();
            topology.declare(channel, platform, lane);
            return RabbitWindow.open(channel, platform, lane, tag, prefetch, listener, callbacks);
        } catch (IOException | AmqpException | ShutdownSignalException e) {
            if (channel != null) {
                RabbitConnections.abandon(channel);
            }
            throw new QueueUnavailable("cannot take jobs of " + platform.label(), e);
        }
    }

    @Override
    public Broker broker() {
        return connections.broker(settings.consumerTimeout());
    }

    @Override
    public void close() {
        connections.close();
        callbacks.close();
    }
}
