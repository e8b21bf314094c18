package dev.danmaku.worker.sink.amqp;

import com.rabbitmq.client.AMQP;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventJson;

import java.nio.charset.StandardCharsets;
import java.util.Date;

/** An event as it travels. */
record EventMessage(String routingKey, AMQP.BasicProperties properties, byte[] body) {
    /** AMQP's short strings end there. */
    private static final int MAX_BYTES = 255;

    private static final int PERSISTENT = 2;
    private static final int TRANSIENT = 1;

    static EventMessage of(Event event, boolean persistent) {
        var room = event.room() == null ? "" : event.room();
        var platform = event.platform().label();
        var properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .deliveryMode(persistent ? PERSISTENT : TRANSIENT)
                .messageId(cut("%s:%s:%s".formatted(platform, room, event.key())))
                .type(event.body().type())
                .timestamp(new Date(event.at()))
                .build();
        return new EventMessage(
                cut("%s.%s.%s".formatted(platform, word(room), event.body().type())),
                properties,
                EventJson.toJson(event).getBytes(StandardCharsets.UTF_8));
    }

    /** One word of a routing key: a dot would make two of it, and a listener's {@code *} and {@code #} are not for us to send. */
    private static String word(String room) {
        var word = new StringBuilder();
        for (var b : room.getBytes(StandardCharsets.UTF_8)) {
            var plain = b >= '0' && b <= '9'
                    || b >= 'A' && b <= 'Z'
                    || b >= 'a' && b <= 'z'
                    || b == '_'
                    || b == '-';
            if (plain) {
                word.append((char) b);
            } else {
                word.append("%%%02X".formatted(b & 0xff));
            }
        }
        return word.isEmpty() ? "-" : word.toString();
    }

    private static String cut(String text) {
        var cut = text;
        while (cut.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }
}
