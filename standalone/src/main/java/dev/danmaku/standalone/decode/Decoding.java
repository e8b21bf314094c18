package dev.danmaku.standalone.decode;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventJson;
import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.FrameDecoder.Decoded;
import dev.danmaku.standalone.decode.HexLines.Line;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** Decodes the frames of one connection, in order. What cannot be read is told, and the rest goes on. */
public final class Decoding {
    private final FrameDecoder decoder;
    private final @Nullable String room;
    private final boolean each;
    private final InstantSource clock;

    /**
     * @param room keeps this room's events only, and those that name no room; null keeps all
     * @param each one JSON array for each line instead of one JSON object for each event
     */
    public Decoding(
            FrameDecoder decoder, @Nullable String room, boolean each, InstantSource clock) {
        this.decoder = decoder;
        this.room = room;
        this.each = each;
        this.clock = clock;
    }

    /** Reads to the end of {@code in}. */
    public void run(InputStream in, PrintStream out, PrintStream err) throws IOException {
        var lines = new HexLines(in);
        var number = 1L;
        for (var line = lines.next(); line.isPresent() && !out.checkError(); line = lines.next()) {
            var events = events(line.get(), number, err);
            if (each) {
                out.println(events.stream()
                        .map(EventJson::toJson)
                        .collect(Collectors.joining(",", "[", "]")));
            } else {
                events.forEach(event -> out.println(EventJson.toJson(event)));
            }
            number++;
        }
    }

    private List<Event> events(Line line, long number, PrintStream err) {
        return switch (line) {
            case Line.Frame(var bytes) ->
                switch (decoder.decode(bytes, clock.millis())) {
                    case Decoded.Events(var events) ->
                        events.stream().filter(this::wanted).map(this::named).toList();
                    case Decoded.Malformed(var reason) -> none(number, reason, err);
                };
            case Line.Unreadable(var reason) -> none(number, reason, err);
        };
    }

    private static List<Event> none(long number, String reason, PrintStream err) {
        err.println("line %d: %s".formatted(number, reason));
        return List.of();
    }

    private boolean wanted(Event event) {
        return room == null || event.room() == null || event.room().equals(room);
    }

    private Event named(Event event) {
        return room == null || event.room() != null ? event : event.in(room);
    }
}
