/**
 * Is the room live, and where to connect: the site's HTTP side.
 *
 * <pre>
 *   room page --live-----> websocketinfo --token, hosts--> Live
 *       |  \--not live---------------------------------> NotLive        only where the page says so in so many words
 *       |  \--throttled, captcha, unknown room---------> Undecided      and, but for the last, nobody asks for a while
 *       \--unreadable--> livedetail --(the same)
 * </pre>
 *
 * <p>Two calls for a live room, one for another. All look-ups of a process wait in one queue; those of one room under way are
 * one. The site's limits are tight and count by address: after 'too fast' or a captcha the process leaves it alone, unless the
 * operator switched pacing off. Nothing here computes a signature or answers a captcha: where the site wants one, the operator
 * gives token and hosts.
 */
@NullMarked
package dev.danmaku.platforms.kuaishou.lookup;

import org.jspecify.annotations.NullMarked;
