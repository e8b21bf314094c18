/**
 * Douyu's live rooms, over the site's WebSocket or plain TCP: the same packets on both.
 *
 * <pre>
 *   bytes -> Packets -> SttMap -> events        Messages walks the packets; RoomEvents and below: pure
 * </pre>
 *
 * <p>Invariants: a packet that makes no sense costs itself; a stream out of step ends its session, since nothing marks the next
 * packet; hostile bytes cost bounded time and memory; a type that we don't know is an {@code unknown} event; values are decoded
 * one level at a time and only where the field is known to be nested, since viewers write texts that look like maps and lists.
 */
@NullMarked
package dev.danmaku.platforms.douyu;

import org.jspecify.annotations.NullMarked;
