/**
 * Counts what happens in each room by seconds and minutes, and leaves it in Redis as {@link dev.danmaku.rate} says.
 *
 * <pre>
 *   event loop --offer--> RoomCount: the room's open seconds           (its own lock, held for some instructions)
 *                              |
 *                         every 2 s, thread "rates"
 *                              v
 *                         RateRound: seconds that are over, minutes that are over, one message a room, one for all
 *                              v
 *                         RateWriter --one pipeline--> Redis           (away: what waits is bounded, the rest counted)
 * </pre>
 *
 * A sink beside the others whose lanes are never full and whose flushes are done at once: rates are derived from events and hold up
 * nothing. It stands behind the fence, so that what is fenced off is not counted.
 *
 * <p>How many people did something is a sketch: HyperLogLog of Apache DataSketches, 2^12 registers, so within 5 % nearly always; a few
 * dozen people are counted exactly, and take 4 bytes each. Redis' own PFADD would have cost a command for every event, and names on the
 * wire. Version 9 of DataSketches is the first that runs on JDK 25 without flags.
 *
 * <p>What is lost when a worker is killed: its last 2 s of seconds, and its part of the minute that was running.
 */
@NullMarked
package dev.danmaku.worker.rate;

import org.jspecify.annotations.NullMarked;
