/**
 * Many workers and rooms on one Java thread: the real {@code Worker}, the dispatcher's real passes and the registry's scripts, over a Redis
 * and a broker in memory, under simulated time. Sockets are simulated; the budget that lets them connect is the real one.
 *
 * <p>The simulation in {@code standalone} searches for mistakes among random faults; this one counts, at sizes that fit no machine at hand.
 */
@NullMarked
package dev.danmaku.bench.scale;

import org.jspecify.annotations.NullMarked;
