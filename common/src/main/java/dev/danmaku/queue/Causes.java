package dev.danmaku.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;

import java.util.Optional;

/** Reads what a client's exception hides in its causes. */
public final class Causes {
    private Causes() {}

    /** The broker's close of the channel, if that is what happened, and for this reason. */
    public static Optional<AMQP.Channel.Close> channelClosedWith(int code, Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal
                    && signal.getReason() instanceof AMQP.Channel.Close close
                    && close.getReplyCode() == code) {
                return Optional.of(close);
            }
        }
        return Optional.empty();
    }

    /** The broker's own words where there are any, else the innermost message. */
    public static String sentence(Throwable thrown) {
        var innermost = thrown;
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal) {
                return sentence(signal);
            }
            innermost = cause;
        }
        return innermost.getMessage() == null
                ? innermost.getClass().getSimpleName()
                : innermost.getMessage();
    }

    private static String sentence(ShutdownSignalException signal) {
        return switch (signal.getReason()) {
            case AMQP.Channel.Close close -> close.getReplyText();
            case AMQP.Connection.Close close -> close.getReplyText();
            case null, default ->
                signal.getCause() == null
                        ? String.valueOf(signal.getMessage())
                        : sentence(signal.getCause());
        };
    }
}
