package dev.danmaku.store.export;

import dev.danmaku.room.Platform;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a file is called that nobody gave a name. */
public final class FileNames {
    private static final DateTimeFormatter FROM = DateTimeFormatter.ofPattern(
                    "yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int LONGEST_ROOM = 64;

    private FileNames() {}

    /**
     * {@code bilibili-5440-20261120T120000Z.jsonl}: one name without a folder, whatever the room is called.
     *
     * @param from Unix milliseconds
     */
    public static String of(Platform platform, String room, long from, ExportFormat format) {
        var plain = room.replaceAll("[^A-Za-z0-9_-]", "_");
        return "%s-%s-%s.%s"
                .formatted(
                        platform.label(),
                        plain.substring(0, Math.min(LONGEST_ROOM, plain.length())),
                        FROM.format(Instant.ofEpochMilli(from)),
                        format.label());
    }
}
