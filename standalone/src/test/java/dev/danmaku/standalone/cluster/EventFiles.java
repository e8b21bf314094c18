package dev.danmaku.standalone.cluster;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.room.NumberedText;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The events on disk, of all workers of a test together. */
public final class EventFiles {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    /** @param folder the workers' own folders lie in it */
    public EventFiles(Path folder) {
        this.folder = folder;
    }

    /** The rooms that have any. */
    public List<String> rooms() {
        return files().stream()
                .map(file -> file.getParent().getFileName().toString())
                .distinct()
                .toList();
    }

    /** A Kuaishou room's events; as {@link #of(RoomId)}. */
    public List<JsonNode> of(String room) {
        return of(new RoomId(Platform.KUAISHOU, room));
    }

    /** A room's events, file by file, in the order of each. A line that is still being written is left out. */
    public List<JsonNode> of(RoomId room) {
        return files(room).stream().flatMap(file -> lines(file).stream()).toList();
    }

    /** The numbers of a Kuaishou room's chats as they lie on disk. */
    public List<Long> sequences(String room) {
        return sequences(new RoomId(Platform.KUAISHOU, room));
    }

    /** The numbers of a room's chats as they lie on disk. */
    public List<Long> sequences(RoomId room) {
        return of(room).stream()
                .filter(event -> event.path("type").asString("").equals("chat"))
                .map(event -> NumberedText.sequenceOf(event.path("text").asString(""))
                        .orElseThrow(() -> new AssertionError("no numbered chat: " + event)))
                .toList();
    }

    /** The gaps of a Kuaishou room; as {@link #gaps(RoomId)}. */
    public List<JsonNode> gaps(String room) {
        return gaps(new RoomId(Platform.KUAISHOU, room));
    }

    /** What a room's events say was not heard. */
    public List<JsonNode> gaps(RoomId room) {
        return of(room).stream()
                .filter(event -> event.path("type").asString("").equals("gap"))
                .toList();
    }

    /** The last events that were read, of all rooms together, in the order of their reading. */
    public List<JsonNode> last(int count) {
        var newest = files().stream()
                .flatMap(file -> {
                    var lines = lines(file);
                    return lines.subList(Math.max(0, lines.size() - count), lines.size()).stream();
                })
                .sorted(Comparator.comparingLong(
                        event -> event.path("receivedAt").asLong(0)))
                .toList();
        return newest.subList(Math.max(0, newest.size() - count), newest.size());
    }

    private List<Path> files(RoomId room) {
        var folder = Path.of("events", room.platform().label(), room.id());
        return files().stream()
                .filter(file -> file.getParent().endsWith(folder))
                .toList();
    }

    private List<Path> files() {
        try (var all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> lines(Path file) {
        try {
            var text = Files.readString(file, StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(JSON::readTree)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
