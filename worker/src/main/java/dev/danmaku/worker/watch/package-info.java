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
 *   <li>The end comes once, after the socket is closed and the sink has written everything that was heard. After a pause of the process
 *       it waits for the word whether the room is still ours; what is another's is dropped.
 * </ul>
 *
 * <p><b>Handover.</b> A room goes from its holder H to a follower F with both sockets open for a moment; each event is handed on once.
 *
 * <pre>
 *   H  offered: remembers what it hands on
 *   F               start as offered, joins, keeps everything back   ({@link dev.danmaku.worker.watch.Arrival})
 *   F               mark: the first things heard
 *   H  cut: goes on until it heard one of these, stops, says what it handed on   ({@link dev.danmaku.worker.watch.Departure})
 *   F               take: lets go what H did not hand on, drops late copies for a while
 * </pre>
 *
 * What stands between hearing and the sink meanwhile is one pure class, {@link dev.danmaku.worker.watch.Handover}:
 * <ul>
 *   <li>Two holders know an event by its key where the platform gives an id or a time. Else they know it by its content, each time
 *       it was said, from the place on where both hear the same ({@link dev.danmaku.worker.watch.LateCopies}).
 *   <li>What a holder knew goes along: totals of running combos, purchases that a second message may tell, and what platforms tell
 *       again to each newcomer.
 *   <li>Times cross as durations; workers' clocks need not agree.
 *   <li>What a socket holds unread, after a pause or behind a full sink, counts as unheard ({@link dev.danmaku.worker.watch.Unread}).
 *   <li>A gap is told once, by whoever's time it is: H leaves one that is open to F, and F's own begin where H stopped hearing. Of a
 *       holder that died we know only that it was there when we began, or when its session was last seen.
 *   <li>A follower that is not needed in the end has written nothing.
 *   <li>Everything is bounded: H's memory, F's backlog (full means: do not read), and the time that H goes on.
 * </ul>
 */
@NullMarked
package dev.danmaku.worker.watch;

import org.jspecify.annotations.NullMarked;
