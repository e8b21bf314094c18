package dev.danmaku.queue;

/** Why a window was lost. */
public sealed interface WindowLoss {

    /**
     * The broker closed the channel; the connection stays.
     *
     * @param code of AMQP, e.g. 406 when a delivery was unacked for longer than the consumer timeout
     */
    record ChannelClosed(int code, String reason) implements WindowLoss {}

    /** The connection broke, or the broker closed it. */
    record ConnectionLost(String reason) implements WindowLoss {}

    /** The broker cancelled the consumer: its queue was deleted, or moved. */
    record ConsumerCancelled() implements WindowLoss {}
}
