/**
 * The sink {@code jsonl}: events onto the disk, a JSON object on each line.
 *
 * <pre>
 *    lane of the room --+
 *    lane of the room --+--> writer: encode --> lines of the room --> write(), O_APPEND --> syncer
 *                       |              (at the latest after the flush interval)     (where fsync is asked for)
 *    flush -----------> +
 *
 *    day.jsonl  --housekeeper, once the day is over-->  day.jsonl.after-N  --> day.jsonl.zst  --> gone
 * </pre>
 *
 * <p>Invariants:
 * <ul>
 *   <li>Every line of a file can be read: each write() holds whole lines, so two processes may append to one file, and whoever finds a
 *       file that ends in the middle of a line cuts that off. Such a line is left by a crash, or by a disk that filled up in
 *       the middle of a write. In the latter case the writer goes on from the exact byte once there is space or, if another has cut
 *       the part off, with the whole line.
 *   <li>When writing fails the writer stays with what it could not write and takes nothing more: lanes fill, sockets are not
 *       read, flushes stay open. It tries again until it can.
 *   <li>A flush is a write() that has returned: it outlives this process. Whether it outlives the machine's power is a setting.
 *   <li>What a writer has written is taken away from under nobody: files of days that are over are written to, set aside and cut under one
 *       lock ({@link dev.danmaku.worker.sink.jsonl.WriteTurn}), and a writer makes sure that its file still is in its place. One that
 *       stood still from before midnight until its file was gone notices after its write, and writes again.
 *   <li>Each event is in one file that counts, at every moment of a compression: {@link dev.danmaku.worker.sink.jsonl.DayCompressor}
 *       tells how a crash is survived, {@link dev.danmaku.worker.sink.jsonl.RoomFolder} which files count.
 *   <li>Only who has the {@link dev.danmaku.worker.sink.jsonl.HousekeepingTurn} takes files away or replaces them.
 * </ul>
 *
 * <p>What can't be excluded: a process that dies in the microseconds between another's look at the end of today's file and its write
 * leaves a line that cannot be read.
 *
 * <p>On a file system that ignores case, rooms whose ids differ in nothing else share a file; every line names its room.
 */
@NullMarked
package dev.danmaku.worker.sink.jsonl;

import org.jspecify.annotations.NullMarked;
