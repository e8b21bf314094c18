package dev.danmaku.queue;

/** A queue exists with other properties than ours. Trying again does not help; the message says what does. */
public final class QueueDeclaredOtherwise extends RuntimeException {
    QueueDeclaredOtherwise(String queue, String properties, String answer) {
        super("""
                the queue %s exists with other properties than these: %s. The broker says: %s. \
                Either delete the queue (rabbitmqctl delete_queue %s; its jobs come again by themselves), \
                or give this process the settings that the queue was declared with (danmaku.queue.*)""".formatted(queue, properties, answer, queue));
    }
}
