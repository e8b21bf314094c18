/**
 * The sink {@code jsonl}: events onto the disk, a JSON object on each line.
 *
 * <pre>
 *    lane of the room --+
 *    lane of the room --+--> writer: encode --> lines of the room --> write(), O_APPEND
 *                       |              (at the latest after the flush interval)
 *    flush -----------> +
 * </pre>
 *
 * <p>Invariants:
 * <ul>
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
package dev.danmaku.worker.sink.jsonl;

import org.jspecify.annotations.NullMarked;
