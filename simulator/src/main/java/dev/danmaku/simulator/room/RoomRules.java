package dev.danmaku.simulator.room;

import java.time.Duration;

/**
 * What is the same for all rooms of a platform.
 *
 * @param pushInterval how often what happened is sent
 * @param idleInterval how often the counters are sent while nothing happens
 * @param silenceLimit how long a socket may send nothing before it is closed
 * @param entryRefusal what a socket gets that brings a foreign token, or asks for a broadcast which is not running
 * @param offlineEntry whether sockets may enter a room that is not live, and stay when its broadcast ends
 */
public record RoomRules(
        Duration pushInterval,
        Duration idleInterval,
        Duration silenceLimit,
        EntryRefusal entryRefusal,
        boolean offlineEntry) {}
