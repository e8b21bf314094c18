/** Bytes in, events out; a room session against the simulated platform. */
@NullMarked
package dev.danmaku.platforms.bilibili;

import org.jspecify.annotations.NullMarked;
