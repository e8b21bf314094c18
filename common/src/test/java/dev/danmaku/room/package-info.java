/** What may be a room, and what may not. */
@NullMarked
package dev.danmaku.room;

import org.jspecify.annotations.NullMarked;
