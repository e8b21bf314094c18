package dev.danmaku.standalone.cluster;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;

import dev.danmaku.job.Job;
import dev.danmaku.job.JobMessage;
import dev.danmaku.job.JobMessage.Reading;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.servers.TestRabbit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;

/** What waits on RabbitMQ, seen by a plain client of it. */
public final class QueueView {
    public static final String JOBS = Platform.KUAISHOU.jobQueue();
    public static final String DEAD = "jobs.dead";

    private final TestRabbit rabbit;

    QueueView(TestRabbit rabbit) {
        this.rabbit = rabbit;
    }

    /**
     * A message in the dead letters.
     *
     * @param reason its header, empty without one
     */
    public record DeadLetter(byte[] body, String reason) {}

    private interface Work<T> {
        T on(Channel channel) throws IOException;
    }

    /** How many messages wait to be delivered; empty where there is no such queue. */
    public OptionalInt ready(String queue) {
        return declared(queue)
                .map(ok -> OptionalInt.of(ok.getMessageCount()))
                .orElseGet(OptionalInt::empty);
    }

    /** How many consumers a queue has; none where there is no such queue. */
    public int consumers(String queue) {
        return declared(queue).map(DeclareOk::getConsumerCount).orElse(0);
    }

    /** How many messages were delivered and are not acked. */
    public int unacked(String queue) {
        return rabbit.ctl(
                        "list_queues",
                        "--quiet",
                        "--no-table-headers",
                        "name",
                        "messages_unacknowledged")
                .lines()
                .map(line -> line.split("\t"))
                .filter(line -> line[0].equals(queue))
                .mapToInt(line -> Integer.parseInt(line[1]))
                .sum();
    }

    /** Takes all jobs that wait off the queue. */
    public List<Job> drainJobs() {
        return drain(JOBS).stream()
                .map(message -> switch (JobMessage.read(message.getBody())) {
                    case Reading.Readable(var job) -> job;
                    case Reading.Poison(var reason) -> throw new AssertionError(reason);
                    case Reading.FromTheFuture(var version) ->
                        throw new AssertionError("a job of version " + version);
                })
                .toList();
    }

    /** Takes the dead letters off their queue. */
    public List<DeadLetter> drainDeadLetters() {
        return drain(DEAD).stream()
                .map(message -> new DeadLetter(message.getBody(), reasonOf(message.getProps())))
                .toList();
    }

    private static String reasonOf(BasicProperties properties) {
        var headers = properties.getHeaders();
        return headers == null ? "" : String.valueOf(headers.getOrDefault("x-danmaku-reason", ""));
    }

    private Optional<DeclareOk> declared(String queue) {
        return ask(channel -> {
            try {
                return Optional.of(channel.queueDeclarePassive(queue));
            } catch (IOException e) {
                if (e.getCause() instanceof ShutdownSignalException) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private List<GetResponse> drain(String queue) {
        return ask(channel -> {
            var messages = new ArrayList<GetResponse>();
            for (var next = channel.basicGet(queue, true);
                    next != null;
                    next = channel.basicGet(queue, true)) {
                messages.add(next);
            }
            return messages;
        });
    }

    /** Puts bytes onto a queue as they are. */
    public void publish(String queue, byte[] body) {
        ask(channel -> {
            channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, body);
            return queue;
        });
    }

    public void delete(String queue) {
        ask(channel -> channel.queueDelete(queue));
    }

    private <T> T ask(Work<T> work) {
        try (var connection = rabbit.connectionFactory().newConnection()) {
            return work.on(connection.createChannel());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("RabbitMQ does not answer", e);
        }
    }
}
