package dev.danmaku.worker.sink.jsonl;

import dev.danmaku.room.RoomId;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * A file of events of one room and one day (UTC, of receipt). A day may have several, to be read in the order of {@link EventFiles}.
 *
 * @param bytes on disk when it was listed
 */
public record EventFile(RoomId room, LocalDate day, Form form, Path path, long bytes) {

    /** How its bytes are to be read. */
    public enum Form {
        PLAIN,
        /** One member or several. */
        GZIP,
        /** One frame or several. */
        ZSTD
    }
}
