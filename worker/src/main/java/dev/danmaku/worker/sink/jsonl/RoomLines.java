package dev.danmaku.worker.sink.jsonl;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventJson;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One room's lines between encoding and writing, all of one UTC day. Touched by the writer's thread alone. Has a buffer only
 * while it holds lines.
 */
final class RoomLines {
    /** No day: no event came yet. */
    private static final long NEVER = Long.MIN_VALUE;

    private static final long UNKNOWN = -1;

    private final RoomId room;
    private @Nullable LineBuffer lines;
    private long epochDay = NEVER;
    private long fileEnd = UNKNOWN;
    private @Nullable Set<Path> unsynced;

    RoomLines(RoomId room) {
        this.room = room;
    }

    @Override
    public String toString() {
        return room.toString();
    }

    boolean isEmpty() {
        return lines == null;
    }

    int bytes() {
        return lines == null ? 0 : lines.size();
    }

    /** Whether events of that day may be added to the lines held now. */
    boolean takes(long day) {
        return lines == null || epochDay == day;
    }

    /** Adds events of one day, a line each, into the buffer given when it holds none. */
    void add(List<Event> events, long day, LineBuffers buffers) {
        var into = lines;
        if (into == null) {
            into = buffers.lend();
            lines = into;
            if (epochDay != day) {
                epochDay = day;
                fileEnd = UNKNOWN;
            }
        }
        try (var json = EventJson.generator(into)) {
            for (var event : events) {
                EventJson.write(event, json);
            }
        }
        into.write('\n');
    }

    @Nullable LineBuffer lines() {
        return lines;
    }

    /** All is written: gives the buffer back. */
    void written(LineBuffers buffers) {
        if (lines != null) {
            buffers.giveBack(lines);
            lines = null;
        }
    }

    /** The day (UTC) of the lines, and of the file they go to. */
    long epochDay() {
        return epochDay;
    }

    /** Whether that is how long our last write left the day's file, or how long it was when its end was looked at. */
    boolean leftFileAt(long bytes) {
        return fileEnd == bytes;
    }

    void fileEndsAt(long bytes) {
        fileEnd = bytes;
    }

    /** Nobody else counted: so whoever writes besides is noticed. */
    void fileGrew(long bytes) {
        fileEnd += bytes;
    }

    void fileEndUnknown() {
        fileEnd = UNKNOWN;
    }

    /** Something was written there that may not be on the medium. */
    void wrote(Path path) {
        if (unsynced == null) {
            unsynced = new HashSet<>();
        }
        unsynced.add(path);
    }

    /** The files of {@link #wrote} since this was asked last. */
    Set<Path> takeUnsynced() {
        var taken = unsynced;
        unsynced = null;
        return taken == null ? Set.of() : taken;
    }

    /** Whether there ever was an event, and so a day and a path. */
    boolean hasFile() {
        return epochDay != NEVER;
    }

    /** {@code platform/room/yyyy-mm-dd.jsonl}; a room's id holds nothing that a path could trip over. */
    Path path(Path events) {
        return events.resolve(room.platform().label())
                .resolve(room.id())
                .resolve(LocalDate.ofEpochDay(epochDay) + ".jsonl");
    }
}
