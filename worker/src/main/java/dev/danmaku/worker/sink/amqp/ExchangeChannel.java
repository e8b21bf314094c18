package dev.danmaku.worker.sink.amqp;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;

import dev.danmaku.queue.Causes;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A channel on which events are published and confirmed. Used by one thread. */
final class ExchangeChannel {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeChannel.class);
    private static final int PRECONDITION_FAILED = 406;

    private final Channel channel;
    private final String exchange;

    private ExchangeChannel(Channel channel, String exchange) {
        this.channel = channel;
        this.exchange = exchange;
    }

    /** @throws IOException if the exchange is declared otherwise, among others: with a sentence that says what to do */
    static ExchangeChannel open(Channel channel, String exchange) throws IOException {
        try {
            channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
        } catch (IOException e) {
            var refusal = Causes.channelClosedWith(PRECONDITION_FAILED, e);
            if (refusal.isPresent()) {
                throw new IOException("""
                        the exchange %s exists with other properties than these: topic, durable (%s). Delete it \
                        (its bindings go with it), or name another by danmaku.sinks.amqp.exchange""".formatted(exchange, refusal.get().getReplyText()));
            }
            throw e;
        }
        channel.confirmSelect();
        return new ExchangeChannel(channel, exchange);
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Not mandatory: with nobody bound the broker confirms and forgets. */
    void publish(EventMessage message) throws IOException {
        channel.basicPublish(exchange, message.routingKey(), message.properties(), message.body());
    }

    /** @return whether the broker took all that was published */
    boolean awaitConfirms(Duration limit) throws InterruptedException, TimeoutException {
        return channel.waitForConfirms(Math.max(1, limit.toMillis()));
    }

    /** Without waiting: a broker that hangs does not answer. */
    void abandon() {
        Thread.ofVirtual().name("events-abandon").start(() -> {
            try {
                channel.abort();
            } catch (IOException e) {
                LOG.debug("{} could not be closed, it is gone", channel, e);
            }
        });
    }
}
