/**
 * Where events go: off the event loops through a bounded hand-off, and onto the disk as JSONL.
 *
 * <pre>
 *    event loop --offer--> lane of the room --+
 *    event loop --offer--> lane of the room --+--> writer: encode --> lines of the room --> write(), O_APPEND
 *                    (full: stop reading)     |              (at the latest after the flush interval)
 *    flush ---------------------------------> +
 * </pre>
 *
 * <p>Invariants:
 * <ul>
 *   <li>Nothing offered is dropped. A lane that is full says so, and its socket is not read; the frame that filled it is kept.
 *   <li>Each lane may hold as much as is still free. So there is always room for a quiet one, however hot the others are, and
 *       the writer takes the lanes in turn.
 *   <li>Files end with whole lines: each write() holds whole lines, so two processes may append to one file. Only a disk that
 *       fills up in the middle of a write parts a line; the rest follows, from the exact byte, once there is space.
 *   <li>When writing fails the writer stays with what it could not write and takes nothing more: lanes fill, sockets are not
 *       read, flushes stay open. It tries again until it can.
 *   <li>A flush is a write() that has returned: it outlives this process, not the machine's power.
 * </ul>
 *
 * <p>On a file system that ignores case, rooms whose ids differ in nothing else share a file; every line names its room.
 */
@NullMarked
package dev.danmaku.worker.sink;

import org.jspecify.annotations.NullMarked;
