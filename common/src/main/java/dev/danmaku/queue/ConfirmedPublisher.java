package dev.danmaku.queue;

import com.rabbitmq.client.ShutdownSignalException;

import dev.danmaku.config.QueueSettings;

import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Publishes, and gives an answer for every message. Confirms come in their own time, so messages are sent in chunks while earlier
 * ones are still unconfirmed, up to a bound. A channel on which a confirm is overdue is given up.
 *
 * <p>Over the channel API: on two cores 100,000 persistent jobs are confirmed in 4 s; RabbitTemplate with correlated confirms, a
 * proxy and a correlation header for each message, took 8 s.
 */
final class ConfirmedPublisher {
    private static final int CHUNK = 500;

    private final RabbitConnections connections;
    private final QueueSettings settings;
    private final int chunk;
    private final Semaphore unconfirmed;
    private @Nullable ConfirmChannel channel;

    ConfirmedPublisher(RabbitConnections connections, QueueSettings settings) {
        this.connections = connections;
        this.settings = settings;
        this.chunk = Math.min(CHUNK, settings.maxUnconfirmed());
        this.unconfirmed = new Semaphore(settings.maxUnconfirmed());
    }

    /** Stops at the first obstacle: what was not sent by then is answered by it. */
    CompletableFuture<List<PublishResult>> publish(List<Outgoing> messages) {
        var answers = new ArrayList<CompletableFuture<List<PublishResult>>>();
        var done = 0;
        Optional<PublishResult> obstacle = Optional.empty();
        while (done < messages.size() && obstacle.isEmpty()) {
            var next = messages.subList(done, Math.min(done + chunk, messages.size()));
            obstacle = awaitLeave(next.size());
            if (obstacle.isEmpty()) {
                var sent = send(next);
                answers.add(answers(sent)
                        .whenComplete((results, e) -> unconfirmed.release(next.size())));
                obstacle = sent.obstacle;
                done += sent.answers.size();
            }
        }
        if (obstacle.isPresent()) {
            answers.add(CompletableFuture.completedFuture(
                    Collections.nCopies(messages.size() - done, obstacle.get())));
        }
        return inOrder(answers);
    }

    private static CompletableFuture<List<PublishResult>> inOrder(
            List<CompletableFuture<List<PublishResult>>> answers) {
        return all(answers)
                .thenApply(all -> answers.stream()
                        .map(CompletableFuture::join)
                        .flatMap(List::stream)
                        .toList());
    }

    /** Waits until so many more may be unconfirmed; says why not, if not. */
    private Optional<PublishResult> awaitLeave(int count) {
        var blocked = connections.blocked();
        if (blocked.isPresent()) {
            return Optional.of(new PublishResult.Lost("the broker is blocked: " + blocked.get()));
        }
        var limit = settings.confirmTimeout();
        try {
            return unconfirmed.tryAcquire(count, limit.toNanos(), TimeUnit.NANOSECONDS)
                    ? Optional.empty()
                    : Optional.of(new PublishResult.TimedOut(limit));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new PublishResult.Lost("interrupted"));
        }
    }

    /** @param obstacle that kept the rest from being sent */
    private record Sent(
            @Nullable ConfirmChannel channel,
            List<CompletableFuture<PublishResult>> answers,
            Optional<PublishResult> obstacle) {}

    /** One caller at a time, since a channel numbers its messages in the order of sending. */
    private synchronized Sent send(List<Outgoing> messages) {
        var answers = new ArrayList<CompletableFuture<PublishResult>>(messages.size());
        try {
            var current = openChannel();
            for (var message : messages) {
                answers.add(current.publish(message));
            }
            return new Sent(current, answers, Optional.empty());
        } catch (IOException | AmqpException | ShutdownSignalException e) {
            return new Sent(
                    channel, answers, Optional.of(new PublishResult.Lost(Causes.sentence(e))));
        }
    }

    private ConfirmChannel openChannel() throws IOException {
        var current = channel;
        if (current == null || !current.isOpen()) {
            current = ConfirmChannel.open(connections.openControlChannel());
            channel = current;
        }
        return current;
    }

    private CompletableFuture<List<PublishResult>> answers(Sent sent) {
        var late = new PublishResult.TimedOut(settings.confirmTimeout());
        return all(sent.answers)
                .orTimeout(settings.confirmTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .handle((all, overdue) -> {
                    var results = sent.answers.stream()
                            .map(answer -> answer.getNow(late))
                            .toList();
                    if (overdue != null && sent.channel != null) {
                        sent.channel.abandon();
                    }
                    return results;
                });
    }

    private static CompletableFuture<@Nullable Void> all(
            List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
    }
}
