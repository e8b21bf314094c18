/**
 * The platforms' servers, played from a script: for tests, benches and demos.
 *
 * <p><b>The idea.</b> Each platform has a port that speaks HTTP and WebSocket as the real site does, some one for TCP
 * too, so that any client of them works against it unchanged. Everything that can happen is a value: an {@link dev.danmaku.simulator.room.Action} makes a room do
 * something, a {@link dev.danmaku.simulator.room.Fault} is something that goes wrong, and
 * {@link dev.danmaku.simulator.script.Script} strings them along time. Tests act by methods, other processes by HTTP
 * under {@code /simulator/} of the first port, with the same words. Every chat carries its room's sequence number
 * ({@link dev.danmaku.simulator.room.NumberedText}), and every join and close is counted and timed.
 *
 * <p><b>Threads.</b> A few event loops ({@code simulator-io-*}), whatever the number of rooms. A room lives on one of
 * them, its home, which alone changes it; its sockets may be on any. One timer for each loop visits all its rooms.
 * Public methods are safe on any other thread; those that wait must not be called on an event loop.
 *
 * <p><b>The way of a push.</b>
 *
 * <pre>
 *   Home (timer) --> SimulatedRoom --> Crowd: what happened since the last push, numbered
 *                                   --> Wire: encoded once, WebSocket header and all
 *                                   --> the same bytes to every joined socket
 *                                   --> Ledger: the last number that somebody was sent
 * </pre>
 *
 * <p>Nothing here imports the client side: a misread byte has to be misread twice to pass.
 */
@NullMarked
package dev.danmaku.simulator;

import org.jspecify.annotations.NullMarked;
