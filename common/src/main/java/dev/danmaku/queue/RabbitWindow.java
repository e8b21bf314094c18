package dev.danmaku.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;

import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * A consumer and its channel.
 *
 * <pre>
 *   TAKING --stopTaking--> STOPPING --cancelled--> DRAINING --last ack--> ENDED
 *      '-----------------------'-- close, or a loss ----'-------------------^
 * </pre>
 *
 * INVARIANT: what the listener is told goes to one executor in the order in which it was decided under this object's lock, so a loss
 * is the last word. Nobody is called under the lock.
 */
final class RabbitWindow implements JobWindow {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitWindow.class);

    private enum State {
        TAKING,
        STOPPING,
        DRAINING,
        ENDED
    }

    private final Channel channel;
    private final Platform platform;
    private final String tag;
    private final DeliveryListener listener;
    private final Executor callbacks;
    private final Set<Long> unacked = new HashSet<>();
    private State state = State.TAKING;
    private int acksOnTheirWay;

    private RabbitWindow(
            Channel channel,
            Platform platform,
            String tag,
            DeliveryListener listener,
            Executor callbacks) {
        this.channel = channel;
        this.platform = platform;
        this.tag = tag;
        this.listener = listener;
        this.callbacks = callbacks;
    }

    /** @param tag of the consumer, as the broker's management page shows it */
    static RabbitWindow open(
            Channel channel,
            Platform platform,
            JobLane lane,
            String tag,
            int prefetch,
            DeliveryListener listener,
            Executor callbacks)
            throws IOException {
        var window = new RabbitWindow(channel, platform, tag, listener, callbacks);
        channel.basicQos(prefetch, false);
        channel.basicConsume(lane.queue(platform), false, tag, window.new Taker());
        channel.addShutdownListener(window::shutDown);
        return window;
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public boolean ack(Delivery delivery) {
        return settle(delivery, tag -> channel.basicAck(tag, false));
    }

    @Override
    public boolean giveBack(Delivery delivery) {
        return settle(delivery, tag -> channel.basicNack(tag, false, true));
    }

    /** What the broker is told of a delivery. */
    private interface Settling {
        void tell(long deliveryTag) throws IOException;
    }

    private boolean settle(Delivery delivery, Settling settling) {
        if (delivery.window() != this) {
            throw new IllegalArgumentException(delivery + " is not one of " + this);
        }
        if (!beginAck(delivery.tag())) {
            return false;
        }
        try {
            settling.tell(delivery.tag());
            return true;
        } catch (IOException | AlreadyClosedException e) {
            // the shutdown listener tells the loss
            return false;
        } finally {
            endAck();
            closeIfDrained();
        }
    }

    private synchronized boolean beginAck(long deliveryTag) {
        var held = unacked.remove(deliveryTag);
        acksOnTheirWay += held ? 1 : 0;
        return held;
    }

    private synchronized void endAck() {
        acksOnTheirWay--;
    }

    @Override
    public synchronized void stopTaking() {
        if (state == State.TAKING) {
            state = State.STOPPING;
            // this waits for the broker's answer; its caller need not
            Thread.ofVirtual().name("queue-cancel").start(this::cancel);
        }
    }

    private void cancel() {
        try {
            channel.basicCancel(tag);
        } catch (IOException | ShutdownSignalException e) {
            LOG.debug("{} could not be cancelled, its channel is gone", this, e);
        }
    }

    @Override
    public void close() {
        if (end(null)) {
            RabbitConnections.abandon(channel);
        }
    }

    private void closeIfDrained() {
        if (drained()) {
            close();
        }
    }

    private synchronized boolean drained() {
        return state == State.DRAINING && unacked.isEmpty() && acksOnTheirWay == 0;
    }

    private void shutDown(ShutdownSignalException signal) {
        end(signal.isInitiatedByApplication() ? null : loss(signal));
    }

    private static WindowLoss loss(ShutdownSignalException signal) {
        return signal.getReason() instanceof AMQP.Channel.Close close
                ? new WindowLoss.ChannelClosed(close.getReplyCode(), close.getReplyText())
                : new WindowLoss.ConnectionLost(Causes.sentence(signal));
    }

    /** Returns false if it has ended before. */
    private synchronized boolean end(@Nullable WindowLoss loss) {
        if (state == State.ENDED) {
            return false;
        }
        state = State.ENDED;
        unacked.clear();
        if (loss != null) {
            callbacks.execute(() -> listener.lost(this, loss));
        }
        return true;
    }

    @Override
    public String toString() {
        return "window '%s'".formatted(tag);
    }

    /** What the broker sends, in order, on a thread of the client's. */
    private final class Taker extends DefaultConsumer {
        Taker() {
            super(channel);
        }

        @Override
        public void handleDelivery(
                String consumer, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            var delivery = new Delivery(
                    RabbitWindow.this, envelope.getDeliveryTag(), envelope.isRedeliver(), body);
            synchronized (RabbitWindow.this) {
                if (state != State.ENDED) {
                    unacked.add(delivery.tag());
                    callbacks.execute(() -> listener.delivered(delivery));
                }
            }
        }

        /** All that was on its way has been delivered. */
        @Override
        public void handleCancelOk(String consumer) {
            synchronized (RabbitWindow.this) {
                if (state == State.STOPPING) {
                    state = State.DRAINING;
                }
            }
            closeIfDrained();
        }

        @Override
        public void handleCancel(String consumer) {
            if (end(new WindowLoss.ConsumerCancelled())) {
                RabbitConnections.abandon(channel);
            }
        }
    }
}
