/**
 * The server side of Kuaishou's web live rooms: room page, look-ups and the protobuf WebSocket, as
 * captures show them, not as the schema would allow.
 *
 * <pre>
 *   C: GET /u/{room}                              S: page with the stream's id in window.__INITIAL_STATE__
 *   C: GET /live_api/liveroom/websocketinfo       S: token, WebSocket URLs
 *   C: upgrade /websocket, CS_ENTER_ROOM          S: SC_ENTER_ROOM_ACK
 *   C: CS_HEARTBEAT                               S: SC_HEARTBEAT_ACK
 *                                                 S: SC_FEED_PUSH at every push interval in which something happened
 *   C: CS_USER_EXIT                               S: close 1000
 * </pre>
 */
@NullMarked
package dev.danmaku.simulator.kuaishou;

import org.jspecify.annotations.NullMarked;
