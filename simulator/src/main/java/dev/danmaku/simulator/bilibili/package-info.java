/**
 * The server side of Bilibili's live rooms: the look-ups, and the packet protocol over TCP and WebSocket, as
 * public clients and captures show them.
 *
 * <pre>
 *   C: GET /x/web-interface/nav                            S: -101, and the keys to sign with
 *   C: GET /room/v1/Room/room_init?id=                     S: the real room id
 *   C: GET /xlive/web-room/v1/index/getDanmuInfo, signed   S: token, hosts
 *   C: TCP, or upgrade /sub; auth (op 7)                   S: op 8 {"code":0}
 *   C: heartbeat (op 2)                                    S: op 3, popularity
 *                                                          S: op 5 at every push interval in which something happened
 * </pre>
 *
 * <p>A socket outlives the broadcasts of its room: their beginnings and ends are messages like any other.
 */
@NullMarked
package dev.danmaku.simulator.bilibili;

import org.jspecify.annotations.NullMarked;
