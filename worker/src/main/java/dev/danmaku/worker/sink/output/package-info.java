/**
 * Sinks whose other side may be away: a database, Redis, a broker, whatever an {@link dev.danmaku.output.EventOutput} stands for.
 *
 * <pre>
 *    lane of a room --+                 batch                  +--> output, on a thread of its own
 *    lane of a room --+--> OutputWriter ------> Deliverer -----+
 *    lane of a room --+        |   ^
 *                              v   |  failed, or slow: over the disk, first in, first out
 *                             Spool
 * </pre>
 *
 * <p>Invariants:
 * <ul>
 *   <li>One batch is under way at a time, so an output gets a room's events in their order, whether they came over the disk or not.
 *   <li>An output that fails or is slow costs its lanes nothing: what they hold goes to the spool at once, and a flush is done when
 *       its events are there. The batch under way goes first.
 *   <li>What cannot be written, nor spooled, stays in the lanes: they fill, and sockets are not read. After the patience of
 *       {@link dev.danmaku.worker.sink.output.OutputSettings} this sink lets go, so that the others need not wait for it for ever:
 *       what it drops is counted by room, and the first thing it tells when there is space again is a gap with that count.
 *   <li>The same events may be written twice after a failure or a crash; outputs tell them apart by platform, room and key.
 *   <li>An event that an output can never take is put aside, alone, and counted; those around it go on.
 * </ul>
 */
@NullMarked
package dev.danmaku.worker.sink.output;

import org.jspecify.annotations.NullMarked;
