/**
 * Bilibili's live rooms: packets with a header of 16 bytes, over WebSocket or plain TCP, that hold JSON.
 *
 * <pre>
 *   bytes -- TcpPackets / Unpack (zlib, brotli) --> packets -- RoomMessages --> events
 *
 *   socket open --auth--> op 8, code 0: joined, heartbeat at once and every 30 s
 *                            \--any other code: Refused, so that the token is asked for anew
 * </pre>
 *
 * <p>The same thing is told in several ways and by several commands, which differ by year and by who listens: names ending in _V2 hold
 * protobuf, purchases of a guard come twice or three times, a super chat comes again with a translation, a gift's combo is summed up.
 * One of them counts. Viewers are masked for who is not logged in; they stay so.
 *
 * <p>A stream's end is only hinted at here: the socket stays open and healthy after it, and one that was away misses the word.
 */
@NullMarked
package dev.danmaku.platforms.bilibili;

import org.jspecify.annotations.NullMarked;
