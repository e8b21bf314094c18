package dev.danmaku.queue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.config.QueueSettings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * {@link JobQueue#DEAD_QUEUE} as people see it and empty it. Whatever is looked at and left alone goes back to where it was, as far as
 * the broker can: all of it when the channel closes, in its order. Connects when first asked. One caller at a time.
 */
public final class DeadLetterBox implements AutoCloseable {
    /** So many are held at once without being decided; beyond them nothing is looked at. */
    static final int LOOKED_AT_MOST = 10_000;

    private static final int NOT_FOUND = 404;

    private final RabbitConnections connections;
    private final ConfirmedPublisher publisher;

    /** @param name of the connection, as the broker's management page shows it */
    public DeadLetterBox(AmqpSettings amqp, QueueSettings settings, String name) {
        this.connections = new RabbitConnections(amqp, name, settings.confirmTimeout(), () -> {});
        this.publisher = new ConfirmedPublisher(connections, settings);
    }

    /**
     * What lies there.
     *
     * @param total all that waits there, looked at or not
     * @param letters the first of them
     */
    public record Look(long total, List<DeadLetter> letters) {
        public Look {
            letters = List.copyOf(letters);
        }

        /** Those that are wrong in the same way, together; the reason of the first one first. */
        public Map<String, List<DeadLetter>> byReason() {
            var groups = new LinkedHashMap<String, List<DeadLetter>>();
            letters.forEach(
                    letter -> groups.computeIfAbsent(letter.reason(), reason -> new ArrayList<>())
                            .add(letter));
            return groups;
        }
    }

    /**
     * What became of dead letters.
     *
     * @param done so many are gone from there
     * @param failures of those that should be, and are not, a sentence each
     */
    public record Emptied(int done, List<String> failures) {
        public Emptied {
            failures = List.copyOf(failures);
        }
    }

    /**
     * Looks at the first ones.
     *
     * @throws QueueUnavailable if the broker does not answer
     */
    public Look look(int most) {
        var letters = new ArrayList<DeadLetter>();
        var total = walk(
                "cannot look at " + JobQueue.DEAD_QUEUE,
                Math.min(most, LOOKED_AT_MOST),
                (channel, message) -> {
                    letters.add(DeadLetter.of(message));
                    return false;
                });
        return new Look(total, letters);
    }

    /**
     * Publishes copies to the queues that they came from, and takes each away once its copy is confirmed: a crash in between doubles a
     * message, and loses none.
     *
     * @throws QueueUnavailable if the broker does not answer; what was done before that stays done
     */
    public Emptied retry(Predicate<DeadLetter> which) {
        var failures = new ArrayList<String>();
        return empty(which, failures, letter -> {
            var message = letter.message();
            var told = letter.told();
            if (!told.whole()) {
                failures.add(told.id() + " is only a part of what it was: drop it");
                return false;
            }
            if (!QueueReader.names().contains(told.queue())
                    || told.queue().equals(JobQueue.DEAD_QUEUE)) {
                failures.add(
                        "%s does not say which queue it came from: drop it".formatted(told.id()));
                return false;
            }
            var copy = Outgoing.job(told.queue(), message.getBody());
            var result = publisher.publish(List.of(copy)).join().getFirst();
            if (result instanceof PublishResult.Confirmed) {
                return true;
            }
            failures.add("%s stays: the broker did not confirm its copy, %s"
                    .formatted(told.id(), result));
            return false;
        });
    }

    /**
     * Takes dead letters away for good.
     *
     * @throws QueueUnavailable if the broker does not answer; what was done before that stays done
     */
    public Emptied drop(Predicate<DeadLetter> which) {
        return empty(which, new ArrayList<>(), letter -> true);
    }

    private record Letter(GetResponse message, DeadLetter told) {}

    private Emptied empty(
            Predicate<DeadLetter> which, List<String> failures, Predicate<Letter> decide) {
        var done = new int[1];
        walk("cannot empty " + JobQueue.DEAD_QUEUE, LOOKED_AT_MOST, (channel, message) -> {
            var told = DeadLetter.of(message);
            if (!which.test(told) || !decide.test(new Letter(message, told))) {
                return false;
            }
            channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
            done[0]++;
            return true;
        });
        return new Emptied(done[0], failures);
    }

    /** What is done with each message on the way. */
    private interface Step {
        /** @return whether it is gone; what is not goes back in the end */
        boolean take(Channel channel, GetResponse message) throws IOException;
    }

    /**
     * From the first message on, and not beyond what is there at the beginning: what is tried again may soon be back.
     *
     * @param most messages that are held at once
     * @return how many there were
     */
    private long walk(String failure, int most, Step step) {
        return connections.ask(failure, channel -> {
            long total;
            try {
                total = channel.queueDeclarePassive(JobQueue.DEAD_QUEUE).getMessageCount();
            } catch (IOException e) {
                if (Causes.channelClosedWith(NOT_FOUND, e).isPresent()) {
                    return 0L;
                }
                throw e;
            }
            var held = 0;
            for (var looked = 0L; looked < total && held < most; looked++) {
                var message = channel.basicGet(JobQueue.DEAD_QUEUE, false);
                if (message == null) {
                    break;
                }
                if (!step.take(channel, message)) {
                    held++;
                }
            }
            giveBack(channel);
            return total;
        });
    }

    /** Waits for the broker's word, so that whoever looks next finds them there. */
    private static void giveBack(Channel channel) throws IOException {
        try {
            channel.close();
        } catch (TimeoutException e) {
            throw new IOException("the broker does not close a channel", e);
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
