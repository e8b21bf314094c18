package dev.danmaku.worker.sink.amqp;

import com.rabbitmq.client.ShutdownSignalException;

import dev.danmaku.config.AmqpSettings;
import dev.danmaku.config.AmqpSinkSettings;
import dev.danmaku.event.Event;
import dev.danmaku.output.EventOutput;
import dev.danmaku.output.OutputFailure;
import dev.danmaku.queue.Causes;

import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Publishes events and waits until the broker has them. Connects when first used, and anew after a failure. */
public final class AmqpOutput implements EventOutput {
    private final AmqpSinkSettings settings;
    private final ExchangeConnection connection;
    private @Nullable ExchangeChannel channel;

    /**
     * @param cluster the broker to use where the settings name no other
     * @param name of the connection, as the broker's management page shows it
     */
    public AmqpOutput(AmqpSinkSettings settings, AmqpSettings cluster, String name) {
        this.settings = settings;
        this.connection = new ExchangeConnection(
                settings.amqp().orElse(cluster), name, settings.confirmTimeout());
    }

    @Override
    public void write(List<Event> events) {
        var blocked = connection.blocked();
        if (blocked.isPresent()) {
            throw OutputFailure.passing("the broker takes nothing: " + blocked.get(), null);
        }
        try (var limit = connection.limit(settings.confirmTimeout())) {
            var open = open();
            for (var event : events) {
                open.publish(EventMessage.of(event, settings.persistent()));
            }
            if (!open.awaitConfirms(limit.left())) {
                throw new IOException("the broker refused an event");
            }
        } catch (TimeoutException e) {
            throw failure(
                    "it did not confirm a batch within %d ms"
                            .formatted(settings.confirmTimeout().toMillis()),
                    e);
        } catch (IOException | AmqpException | ShutdownSignalException e) {
            throw failure(Causes.sentence(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted", e);
        }
    }

    /** What is unconfirmed stays so: the next batch has a channel of its own. */
    private OutputFailure failure(String reason, Exception cause) {
        var broken = channel;
        channel = null;
        if (broken != null) {
            broken.abandon();
        }
        return OutputFailure.passing("RabbitMQ does not take events: " + reason, cause);
    }

    private ExchangeChannel open() throws IOException {
        var current = channel;
        if (current == null || !current.isOpen()) {
            current = connection.open(settings.exchange());
            channel = current;
        }
        return current;
    }

    @Override
    public void close() {
        connection.close();
    }
}
