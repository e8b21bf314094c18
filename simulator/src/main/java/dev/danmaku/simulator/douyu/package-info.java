/**
 * The server side of Douyu's live rooms: room pages and look-ups, and the STT packets over WebSocket and TCP.
 *
 * <pre>
 *   C: GET /betard/{room}                         S: JSON with room.show_status and room.videoLoop
 *   C: upgrade, or TCP
 *   C: type@=loginreq/roomid@=9999/
 *   C: type@=joingroup/rid@=9999/gid@=-9999/      S: nothing to this
 *                                                 S: type@=loginres/...  type@=pingreq/tick@=.../  in one frame
 *                                                 S: what happened, every 120 ms as one frame of several packets
 *   C: type@=mrkl/                                S: type@=mrkl/
 *                                                 S: type@=rss/.../ss@=0/  when the broadcast ends
 *   C: type@=logout/                              S: closes
 * </pre>
 */
@NullMarked
package dev.danmaku.simulator.douyu;

import org.jspecify.annotations.NullMarked;
