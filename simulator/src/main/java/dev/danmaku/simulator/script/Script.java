package dev.danmaku.simulator.script;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.room.Rates;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A story: the rooms there are, and what happens when. */
public record Script(List<RoomPlan> rooms, List<Step> steps) {
    /** The most rooms one script makes. */
    public static final int MAX_ROOMS = 1_000_000;

    public Script {
        rooms = List.copyOf(rooms);
        steps = List.copyOf(steps);
    }

    /**
     * Reads a YAML file, or JSON where its name ends so.
     *
     * @throws IOException if it cannot be read
     * @throws BadScript if it cannot be understood
     */
    public static Script read(Path file) throws IOException {
        return ScriptReader.read(file);
    }

    /** So many live rooms, in each so many chats, likes and gifts a second; nothing goes wrong. */
    public static Script lively(Platform platform, int rooms, double occurrencesPerSecond) {
        return lively(roomIds(platform, rooms), occurrencesPerSecond);
    }

    /** These rooms, live, in each so many chats, likes and gifts a second; nothing goes wrong. */
    public static Script lively(List<RoomId> rooms, double occurrencesPerSecond) {
        var rates = Rates.mixed(occurrencesPerSecond);
        return new Script(
                rooms.stream()
                        .map(id -> new RoomPlan(id, true, rates, Set.of()))
                        .toList(),
                List.of());
    }

    /** So many rooms, evenly over the platforms: see {@link #roomIds(Platform, int)}. */
    public static List<RoomId> roomIds(Collection<Platform> platforms, int count) {
        var ids = new ArrayList<RoomId>();
        var left = platforms.size();
        for (var platform : platforms) {
            ids.addAll(roomIds(platform, (count - ids.size()) / left--));
        }
        return ids;
    }

    /** The ids of rooms that a script only counts: {@code 3xsim0000000001} and so on; digits where a platform wants them. */
    public static List<RoomId> roomIds(Platform platform, int count) {
        if (count < 0 || count > MAX_ROOMS) {
            throw new BadScript("rooms can be 0 to %d, not %d".formatted(MAX_ROOMS, count));
        }
        var form = switch (platform) {
            case KUAISHOU -> "3xsim%010d";
            case DOUYU, BILIBILI -> "9%09d";
        };
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> new RoomId(platform, form.formatted(n)))
                .toList();
    }
}
