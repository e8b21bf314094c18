/**
 * The simulator for other processes: JSON under {@code /simulator/}, on the same port as everything else.
 *
 * <pre>
 *   GET  /simulator/state                          counts of each platform, its rooms and how many are live
 *   GET  /simulator/settings                       what points a cluster here
 *   GET  /simulator/rooms                          every room's counts, by its name
 *   GET  /simulator/rooms/kuaishou:3xabc           one room's counts and its time line
 *   POST /simulator/actions   {"room": "3xabc", "action": "chat", "count": 3}, or a list of such
 * </pre>
 *
 * <p>An action is answered when it is done: 200; 400 with a sentence where it cannot be understood; 409 where a room
 * cannot do it now.
 */
@NullMarked
package dev.danmaku.simulator.control;

import org.jspecify.annotations.NullMarked;
