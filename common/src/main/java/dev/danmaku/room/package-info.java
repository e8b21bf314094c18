/** What is watched: a {@link dev.danmaku.room.Platform} and a {@link dev.danmaku.room.RoomId} on it. */
@NullMarked
package dev.danmaku.room;

import org.jspecify.annotations.NullMarked;
