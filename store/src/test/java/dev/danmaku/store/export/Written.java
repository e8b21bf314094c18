package dev.danmaku.store.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.room.Platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of some events.
 *
 * @param taken those that the format said it had a place for
 */
record Written(String text, List<Event> taken) {
    static final long START = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();

    static Written by(ExportFormat format, List<Event> events) throws IOException {
        return by(format, new Recording(Platform.BILIBILI, "5440", null, 0), events);
    }

    static Written by(ExportFormat format, Recording recording, List<Event> events)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = format.open(bytes, recording);
        var taken = new ArrayList<Event>();
        for (var event : events) {
            if (writer.write(event)) {
                taken.add(event);
            }
        }
        writer.finish();
        return new Written(
                UTF_8.newDecoder()
                        .decode(java.nio.ByteBuffer.wrap(bytes.toByteArray()))
                        .toString(),
                taken);
    }

    /** @param millis after the start */
    static Event event(long millis, EventBody body) {
        var at = START + millis;
        return new Event(Platform.BILIBILI, "5440", at, at, "id:" + millis, null, null, body, null);
    }

    static Recording startingAt(long millis, long offset) {
        return new Recording(Platform.BILIBILI, "5440", START + millis, offset);
    }
}
