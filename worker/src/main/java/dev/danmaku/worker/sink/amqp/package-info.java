/**
 * The sink {@code amqp}: events on a topic exchange, {@code danmaku.events} unless set otherwise, for whoever binds a queue to it.
 *
 * <pre>
 *   routing key    kuaishou.3xabc.chat           platform.room.type
 *   body           the event as JSON, application/json
 *   message id     kuaishou:3xabc:h:5f0c...      platform:room:key
 * </pre>
 *
 * A room's id has no dot, so a key always has three words; a character that no id has is written {@code %2E}. Nobody bound is fine:
 * such an event is gone. A batch is done when the broker has confirmed all of it; after a failure it comes again, in the same order,
 * and what comes twice is told apart by the message id.
 *
 * <p>An exchange of our name with other properties is a passing failure, too: events wait on disk until somebody mends it.
 */
@NullMarked
package dev.danmaku.worker.sink.amqp;

import org.jspecify.annotations.NullMarked;
