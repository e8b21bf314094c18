package dev.danmaku.standalone;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import java.util.ArrayList;
import java.util.List;

/** What a command line names: rooms, and whole platforms. */
record Targets(List<RoomId> rooms, List<Platform> platforms) {

    /** @throws IllegalArgumentException for what is neither */
    static Targets parse(List<String> names) {
        var rooms = new ArrayList<RoomId>();
        var platforms = new ArrayList<Platform>();
        for (var name : names) {
            if (name.indexOf(':') >= 0) {
                rooms.add(RoomId.parse(name));
            } else {
                platforms.add(RoomId.parsePlatform(name));
            }
        }
        return new Targets(rooms, platforms);
    }
}
