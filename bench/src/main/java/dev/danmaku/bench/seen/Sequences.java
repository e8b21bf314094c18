package dev.danmaku.bench.seen;

import dev.danmaku.simulator.room.NumberedText;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * The chats in one room's files against the numbers that the simulator gave them.
 *
 * @param there how many different ones were found
 * @param lost how many of those that were sent were not found
 * @param doubled lines that say one again
 */
public record Sequences(long there, long lost, long doubled) {
    public static final Sequences NONE = new Sequences(0, 0, 0);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads all files of a room.
     *
     * @param folder the room's; may be missing
     * @param last the highest number that was sent
     */
    public static Sequences read(Path folder, long last) throws IOException {
        var seen = new BitSet();
        var doubled = 0L;
        for (var file : files(folder)) {
            try (var lines = Files.lines(file)) {
                for (var line : (Iterable<String>) lines::iterator) {
                    var sequence = sequence(line);
                    if (sequence > 0 && seen.get(sequence)) {
                        doubled++;
                    } else if (sequence > 0) {
                        seen.set(sequence);
                    }
                }
            }
        }
        return new Sequences(seen.cardinality(), last - seen.cardinality(), doubled);
    }

    public Sequences plus(Sequences other) {
        return new Sequences(there + other.there, lost + other.lost, doubled + other.doubled);
    }

    private static int sequence(String line) {
        var event = JSON.readTree(line);
        return event.path("type").asString("").equals("chat")
                ? (int) NumberedText.sequenceOf(event.path("text").asString("")).orElse(0)
                : 0;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
