/**
 * Where events go: off the event loops through a bounded hand-off, and to the writer of each sink.
 *
 * <pre>
 *    event loop --offer--> lane of the room --+
 *    event loop --offer--> lane of the room --+--> the sink's writer, on a thread of its own
 *                    (full: stop reading)     |
 *    flush ---------------------------------> +
 * </pre>
 *
 * <p>Invariants:
 * <ul>
 *   <li>Nothing offered is dropped by the hand-off. A lane that is full says so, and its socket is not read; the frame that filled it
 *       is kept.
 *   <li>Each lane may hold as much as is still free. So there is always room for a quiet one, however hot the others are, and
 *       the writer takes the lanes in turn.
 * </ul>
 */
@NullMarked
package dev.danmaku.worker.sink;

import org.jspecify.annotations.NullMarked;
