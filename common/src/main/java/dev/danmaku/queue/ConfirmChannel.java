package dev.danmaku.queue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A channel on which every message gets its answer: from the broker, or from the channel's end.
 *
 * <p>RabbitMQ returns an unroutable message and then acks it, Qpid returns and then nacks it. The return comes first on both, so a
 * confirm finds it noted.
 */
final class ConfirmChannel {
    private final Channel channel;
    private final ConcurrentNavigableMap<Long, Pending> unconfirmed = new ConcurrentSkipListMap<>();

    private static final class Pending {
        final CompletableFuture<PublishResult> answer = new CompletableFuture<>();
        volatile @Nullable String returned;
    }

    private ConfirmChannel(Channel channel) {
        this.channel = channel;
    }

    static ConfirmChannel open(Channel channel) throws IOException {
        var confirming = new ConfirmChannel(channel);
        channel.confirmSelect();
        channel.addReturnListener(confirming::returned);
        channel.addConfirmListener(
                (number, multiple) ->
                        confirming.settle(number, multiple, new PublishResult.Confirmed()),
                (number, multiple) ->
                        confirming.settle(number, multiple, new PublishResult.Nacked()));
        channel.addShutdownListener(confirming::shutDown);
        return confirming;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /**
     * Sends a message. Not for two threads at once: the channel numbers messages in the order of sending.
     *
     * @throws IOException and AlreadyClosedException if the channel is gone
     */
    CompletableFuture<PublishResult> publish(Outgoing message) throws IOException {
        var number = channel.getNextPublishSeqNo();
        var pending = new Pending();
        unconfirmed.put(number, pending);
        channel.basicPublish("", message.queue(), true, message.properties(number), message.body());
        return pending.answer;
    }

    /** Closes it; what is unconfirmed is answered as lost. */
    void abandon() {
        RabbitConnections.abandon(channel);
    }

    private void returned(Return message) {
        var pending = unconfirmed.get(Long.parseLong(message.getProperties().getMessageId()));
        if (pending != null) {
            pending.returned = message.getReplyText();
        }
    }

    private void settle(long number, boolean multiple, PublishResult result) {
        if (multiple) {
            var settled = unconfirmed.headMap(number, true);
            settled.values().forEach(pending -> answer(pending, result));
            settled.clear();
        } else {
            var pending = unconfirmed.remove(number);
            if (pending != null) {
                answer(pending, result);
            }
        }
    }

    private static void answer(Pending pending, PublishResult result) {
        var returned = pending.returned;
        pending.answer.complete(returned == null ? result : new PublishResult.Returned(returned));
    }

    private void shutDown(ShutdownSignalException signal) {
        var lost = new PublishResult.Lost(Causes.sentence(signal));
        unconfirmed.values().forEach(pending -> answer(pending, lost));
        unconfirmed.clear();
    }
}
