/**
 * The comment feed that phones poll over HTTP: what is left of a room when its socket lets nobody in. It has comments and a
 * viewer count only, and names people by another id than the socket.
 *
 * <pre>
 *   socket --refused, several times in a row--> feed --after some minutes--> socket --refused--> feed ...
 *                                                 |                            |
 *                                                 +--refused, too--> socket    +--joined--> socket for good
 * </pre>
 */
@NullMarked
package dev.danmaku.platforms.kuaishou.feed;

import org.jspecify.annotations.NullMarked;
