package dev.danmaku.bench.seen;

import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.room.NumberedText;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The chats of rooms in the files of all workers together, against the simulator's numbers.
 *
 * @param chats different ones
 * @param lost numbers that nobody has, and no gap covers
 * @param inGaps numbers that nobody has, between chats that a gap lies between
 * @param twice lines that say a number again
 * @param twiceByKey those of them that a reader refuses, since it has the key
 * @param examples of what is lost, for people
 */
public record Kept(
        long chats, long lost, long inGaps, long twice, long twiceByKey, List<String> examples) {
    public static final Kept NOTHING = new Kept(0, 0, 0, 0, 0, List.of());

    private static final int MAX_EXAMPLES = 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Chat(long number, long at, String key) {}

    private record Gap(long from, long to) {}

    public Kept plus(Kept other) {
        return new Kept(
                chats + other.chats,
                lost + other.lost,
                inGaps + other.inGaps,
                twice + other.twice,
                twiceByKey + other.twiceByKey,
                Stream.concat(examples.stream(), other.examples.stream())
                        .limit(MAX_EXAMPLES)
                        .toList());
    }

    /** @param folder that has the workers' folders */
    public static Kept read(Path folder, RoomId room) throws IOException {
        var chats = new ArrayList<Chat>();
        var gaps = new ArrayList<Gap>();
        for (var event : events(folder, room)) {
            switch (event.path("type").asString("")) {
                case "chat" ->
                    NumberedText.sequenceOf(event.path("text").asString(""))
                            .ifPresent(number -> chats.add(new Chat(
                                    number,
                                    event.path("receivedAt").asLong(),
                                    event.path("key").asString(""))));
                case "gap" ->
                    gaps.add(new Gap(
                            event.path("from").asLong(), event.path("to").asLong()));
                default -> {}
            }
        }
        chats.sort(Comparator.comparingLong(Chat::number).thenComparingLong(Chat::at));
        return of(room.toString(), chats, gaps);
    }

    private static Kept of(String room, List<Chat> chats, List<Gap> gaps) {
        var examples = new ArrayList<String>();
        var different = 0L;
        var lost = 0L;
        var inGaps = 0L;
        var twice = 0L;
        var twiceByKey = 0L;
        var keys = new HashSet<String>();
        Chat last = null;
        for (var chat : chats) {
            var newKey = keys.add(chat.key());
            if (last != null && chat.number() == last.number()) {
                twice++;
                twiceByKey += newKey ? 0 : 1;
                continue;
            }
            different++;
            if (last != null && chat.number() > last.number() + 1) {
                var missing = chat.number() - last.number() - 1;
                var from = last.at();
                var covered =
                        gaps.stream().anyMatch(gap -> gap.to() >= from && gap.from() <= chat.at());
                lost += covered ? 0 : missing;
                inGaps += covered ? missing : 0;
                if (!covered) {
                    examples.add("%s lacks %d chats after #%d (%s), before %s"
                            .formatted(
                                    room,
                                    missing,
                                    last.number(),
                                    Instant.ofEpochMilli(last.at()),
                                    Instant.ofEpochMilli(chat.at())));
                }
            }
            last = chat;
        }
        return new Kept(different, lost, inGaps, twice, twiceByKey, examples);
    }

    /** The last line of a killed worker may be half a line. */
    private static List<JsonNode> events(Path folder, RoomId room) throws IOException {
        var events = new ArrayList<JsonNode>();
        for (var file : files(folder, room)) {
            var text = Files.readString(file);
            text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(JSON::readTree)
                    .forEach(events::add);
        }
        return events;
    }

    private static List<Path> files(Path folder, RoomId room) throws IOException {
        var own = new ArrayList<Path>();
        try (var workers = Files.list(folder)) {
            for (var worker : workers.toList()) {
                var events = worker.resolve("events")
                        .resolve(room.platform().label())
                        .resolve(room.id());
                if (Files.isDirectory(events)) {
                    try (var files = Files.list(events)) {
                        own.addAll(files.toList());
                    }
                }
            }
        }
        return own;
    }
}
