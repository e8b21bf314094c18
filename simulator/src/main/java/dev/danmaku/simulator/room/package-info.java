/**
 * A simulated room, whatever its platform: it goes live, its crowd talks, things go wrong, it ends, and all of it is
 * counted.
 *
 * <p>A {@link dev.danmaku.simulator.room.SimulatedRoom} belongs to one event loop, its home. Its sockets may live on
 * any loop: what they bring is handed to the home, what the home sends is encoded once and written to each of them.
 * Three small things are shared between threads and guard themselves: the running
 * {@link dev.danmaku.simulator.room.ActiveFaults}, the {@link dev.danmaku.simulator.room.Ledger} of counts, and the
 * current {@link dev.danmaku.simulator.room.Broadcast}, which is immutable. So look-ups and counts are answered from
 * any thread without asking the home.
 *
 * <p>A platform adds its bytes by a {@link dev.danmaku.simulator.room.Wire}; nothing here knows one.
 */
@NullMarked
package dev.danmaku.simulator.room;

import org.jspecify.annotations.NullMarked;
