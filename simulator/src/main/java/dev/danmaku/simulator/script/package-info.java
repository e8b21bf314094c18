/**
 * Stories for a simulator, in a file or over HTTP: which rooms there are, and what happens when.
 *
 * <pre>
 *   platform: kuaishou
 *   rooms: 20                 # or a list of ids, or of {id: ..., chats: 2, live: false, quirks: [compressed]}
 *   chats: 0.5                # a second, in each room; likes and gifts likewise; or 'rate' for a mix of all
 *   steps:
 *     - {at: 5s, room: 3xsim0000000001, action: drop, how: reset}
 *     - {at: 8s, rooms: all, action: throttle, for: 10s}
 *     - {at: 20s, rooms: platform, action: refuse, how: unavailable, times: 3}
 *     - {at: 60s, rooms: [3xsim0000000001, 3xsim0000000002], action: end, how: announced}
 * </pre>
 *
 * <p>{@link dev.danmaku.simulator.script.ActionReader} knows the actions' words. A mistake is told with its line and
 * with what would have been right; an unknown word is a mistake.
 */
@NullMarked
package dev.danmaku.simulator.script;

import org.jspecify.annotations.NullMarked;
