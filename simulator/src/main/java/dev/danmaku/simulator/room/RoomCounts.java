package dev.danmaku.simulator.room;

import java.util.SortedMap;

/**
 * A room's counts at one moment; all belong together.
 *
 * @param joined sockets joined now
 * @param maxJoined the most at once so far
 * @param joins how often a socket joined
 * @param closes how often a joined socket was closed, by whomever
 * @param lastSequence the highest chat number sent to at least one socket, 0 if none was
 * @param lookups answered look-ups by kind
 */
public record RoomCounts(
        int joined,
        int maxJoined,
        long joins,
        long closes,
        long lastSequence,
        long gifts,
        long likes,
        SortedMap<String, Long> lookups) {}
