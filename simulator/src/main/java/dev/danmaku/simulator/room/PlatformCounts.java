package dev.danmaku.simulator.room;

import java.util.SortedMap;

/**
 * What a platform counted over all its rooms.
 *
 * @param open sockets open now, joined or not
 * @param opened sockets that were ever open
 * @param closes sockets that were open and are no longer, whoever closed them
 * @param refused sockets turned away at the upgrade
 * @param joins how often a socket joined a room
 * @param lookups look-ups by kind, of known and unknown rooms
 */
public record PlatformCounts(
        int open,
        long opened,
        long closes,
        long refused,
        long joins,
        SortedMap<String, Long> lookups) {}
