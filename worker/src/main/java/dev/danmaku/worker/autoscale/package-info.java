/**
 * How many rooms a worker dares to hold, between the bounds of {@code danmaku.worker.slots=min..max}.
 *
 * <pre>
 *   {@link dev.danmaku.worker.autoscale.Strain} (loop lag, heap, sinks) + slots, rooms held
 *       --> {@link dev.danmaku.worker.autoscale.Autoscale#look} --> more slots, fewer slots, or as many as before
 * </pre>
 *
 * <p>It begins with the lower bound. Slots grow while nearly all of them are held and nothing is strained; they shrink while something
 * is overloaded, first to what is held, so that no further room is taken, then by a tenth at a time. A room that is held is never
 * closed for it: where others have free slots, the fair share moves what is too much ({@code danmaku.worker.rebalance}).
 *
 * <p>What keeps it from going to and fro:
 *
 * <ul>
 *   <li>overloaded and strained are two lines, far apart: between them nothing changes;
 *   <li>either has to last, longer than a pause of the garbage collector is seen;
 *   <li>after a shrinking it is wary: steps up are small, and wait for a time that doubles with each shrinking that follows a growth,
 *       up to half an hour, until an hour has passed without any. So there are at most a dozen turns an hour, whatever is measured.
 * </ul>
 *
 * Idle slots are not taken away: an empty one costs nothing.
 */
@NullMarked
package dev.danmaku.worker.autoscale;

import org.jspecify.annotations.NullMarked;
