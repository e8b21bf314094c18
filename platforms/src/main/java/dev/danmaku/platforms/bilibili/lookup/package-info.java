/**
 * Is the room live, and where to connect: the site's HTTP side.
 *
 * <pre>
 *   room_init --live--> getDanmuInfo (signed) --token, hosts--> getRoomBaseInfo --> Live
 *      |  |                |       \--refused--> fresh keys, once; then getConf
 *      |  |                \--buvid3 (spi) and keys (nav), kept for hours
 *      |  \--not live, recorded videos--> NotLive
 *      \--hidden, locked, password, unknown room, risk control, HTTP 412--> Undecided
 * </pre>
 *
 * <p>One call where no stream runs. All look-ups of a process wait in one queue; those of one room under way are one. When the address
 * is blocked, the process leaves the site alone for a while, unless the operator switched pacing off.
 */
@NullMarked
package dev.danmaku.platforms.bilibili.lookup;

import org.jspecify.annotations.NullMarked;
