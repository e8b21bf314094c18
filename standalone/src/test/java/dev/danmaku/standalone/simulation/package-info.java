/**
 * The cluster's own code, dispatcher and workers, under a clock that a seed drives: thousands of histories of faults, each of which can
 * be played again.
 *
 * <pre>
 *   History (seed) --- World: Timeline, Redis and broker in memory, Switchboard, Site, Store
 *      |   |             '-- SimProcess --- SimThread...   (what dies, freezes, is cut off)
 *      |   |                   '-- SimWorker: the real Worker, FencedSink;  SimDispatcher: the real Passes
 *      |   '-- Faults: what goes wrong, and when
 *      '-- Judge: what must hold always, and what in the end
 * </pre>
 *
 * <p>Everything runs on one Java thread. A {@link dev.danmaku.testing.simulated.SimThread} is a queue of tasks; the {@link
 * dev.danmaku.testing.simulated.Timeline} picks the next one, after a latency drawn from the seed. Before and after each command
 * to Redis and each question to the broker others may go on for a while, so that a process is seen, killed and frozen between any two
 * of its steps. Who waits so is on the stack: the one that began to wait last goes on first.
 */
@NullMarked
package dev.danmaku.standalone.simulation;

import org.jspecify.annotations.NullMarked;
