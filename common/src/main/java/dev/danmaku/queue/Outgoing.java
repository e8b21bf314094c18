package dev.danmaku.queue;

import com.rabbitmq.client.AMQP;

import java.util.Map;

/** A message and its queue. */
record Outgoing(String queue, String contentType, Map<String, Object> headers, byte[] body) {
    private static final int PERSISTENT = 2;

    static Outgoing job(String queue, byte[] body) {
        return new Outgoing(queue, "application/json", Map.of(), body);
    }

    /** @param number by which a return is found again */
    AMQP.BasicProperties properties(long number) {
        return new AMQP.BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .contentType(contentType)
                .headers(headers)
                .messageId(Long.toString(number))
                .build();
    }
}
