/**
 * Time held in the hand: a {@link dev.danmaku.testing.simulated.Timeline} on one Java thread, and queues of tasks on it that pass for the
 * threads of any number of processes.
 */
@NullMarked
package dev.danmaku.testing.simulated;

import org.jspecify.annotations.NullMarked;
