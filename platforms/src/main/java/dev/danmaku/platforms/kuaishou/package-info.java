/**
 * Kuaishou's live rooms over the site's own WebSocket.
 *
 * <pre>
 *   bytes -> Frame -> Message -> events          Frame, Unpack, Message: pure; RoomEvents and below: what a connection keeps
 *
 *   C: enter room (token, stream)      S: ack (heartbeat interval)     else, within the join timeout: refused
 *   C: heartbeat, again and again      S: its answer; feed pushes; the audience now and then
 *   C: user exit, on leaving           S: "no traffic", then a close: the stream has probably ended
 * </pre>
 *
 * <p>Invariants: hostile bytes cost bounded time and memory, and one bad frame ends nothing; a type that we don't know is an
 * {@code unknown} event; an event's key holds nothing of ours, so that two holders of a room give the same key, except where
 * the server left out its time.
 */
@NullMarked
package dev.danmaku.platforms.kuaishou;

import org.jspecify.annotations.NullMarked;
