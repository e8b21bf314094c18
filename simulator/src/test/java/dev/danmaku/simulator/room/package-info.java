/** Rooms without sockets. */
@NullMarked
package dev.danmaku.simulator.room;

import org.jspecify.annotations.NullMarked;
