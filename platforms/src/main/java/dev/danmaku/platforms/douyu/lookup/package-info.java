/**
 * Is the room live, and which room is it: the site's HTTP side. Users type a real room id, a vanity number or an alias; only the
 * real id joins a room.
 *
 * <pre>
 *   number --> betard --room----------------------------------> Live, NotLive        a loop of a recording is not live
 *                |  \---a page in place of JSON--> room page
 *   alias ----------------------------------------> room page --302, or the id in it--> betard of the real id
 *   real id, where betard fails or cannot be read: RoomApi, which knows no loops
 * </pre>
 *
 * <p>What an alias was is remembered, so that the next look-up takes one call.
 */
@NullMarked
package dev.danmaku.platforms.douyu.lookup;

import org.jspecify.annotations.NullMarked;
