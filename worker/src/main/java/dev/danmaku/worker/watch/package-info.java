/**
 * What happens with one room between the taking of its job and its end.
 *
 * <p>A {@link dev.danmaku.worker.watch.RoomWatch} watches one room over any number of room sessions. It needs neither broker
 * nor registry: who started it hears of what should be stored beside the room's record, and of the one end.
 *
 * <pre>
 *    start --known--> joining --joined--> watching --lost--> waiting --time--> joining
 *      |                 ^  |                |                  |
 *      +---- asking -----+  +---refused------|------> asking <--+ (every second failure in a row)
 *               |                            |          ^
 *               |                            +--hint----+ after end-confirm-delay, the socket stays open
 *               +--not live--> asking again, end-confirm-interval later --not live--> ended
 * </pre>
 *
 * <p>Invariants:
 * <ul>
 *   <li>At most one socket, and at most one next step (a question under way or a timer), at any time.
 *   <li>Only the platform's API ends a stream, and only by saying so twice, an interval apart. Hints, silence, lost sockets and
 *       undecided answers make it be asked, no more.
 *   <li>State is touched in the watch's {@link dev.danmaku.worker.watch.Turn} only.
 *   <li>The end comes once, after the socket is closed and the sink has written everything that was heard.
 * </ul>
 */
@NullMarked
package dev.danmaku.worker.watch;

import org.jspecify.annotations.NullMarked;
