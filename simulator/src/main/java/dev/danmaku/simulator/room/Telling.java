package dev.danmaku.simulator.room;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;

/**
 * Something that only one platform knows, on its way to a room's sockets.
 *
 * @param what the platform's name of it
 * @param number how many were told before in this room, and one
 * @param from the viewer it is about, if it is about one
 */
public record Telling(
        String room,
        Optional<Broadcast> broadcast,
        String what,
        @Nullable String text,
        long number,
        Viewer from,
        Set<Quirk> quirks) {}
