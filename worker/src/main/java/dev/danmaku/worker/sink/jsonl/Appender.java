package dev.danmaku.worker.sink.jsonl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Puts lines at the end of their files, beside other processes that write to the same ones, mend their ends, or take away those of
 * days that are over. For one thread.
 */
final class Appender {
    static final long MILLIS_A_DAY = TimeUnit.DAYS.toMillis(1);

    private final OpenFiles files;
    private final WriteTurn turn;
    private final TornLine tornLine;
    private final Clock clock;

    /** The file whose last line is a part of one of ours, since the disk was full; null if there is none. */
    private @Nullable LogFile unfinished;

    Appender(OpenFiles files, WriteTurn turn, TornLine tornLine, Clock clock) {
        this.files = files;
        this.turn = turn;
        this.tornLine = tornLine;
        this.clock = clock;
    }

    /**
     * Appends some of a room's lines. Before that it may go back in them, to the beginning of a line of which a part was written and
     * is not there any more.
     *
     * @throws IOException if that cannot be done now
     */
    void append(RoomLines lines, Path path, ByteBuffer bytes) throws IOException {
        try {
            while (!tryAppend(lines, path, bytes)) {
                files.close(path);
                unfinished = null;
                lines.fileEndUnknown();
            }
        } catch (IOException e) {
            // Opened anew, unless its end is ours to go on with.
            if (unfinished == null) {
                files.close(path);
            }
            throw e;
        }
    }

    /** @return false if the file there is not the one that was open, or changed meanwhile */
    private boolean tryAppend(RoomLines lines, Path path, ByteBuffer bytes) throws IOException {
        var file = files.get(path);
        if (!makeWhole(lines, path, file, bytes)) {
            return false;
        }
        if (isOver(lines) || file == unfinished) {
            return writeInTurn(lines, path, file, bytes);
        }
        var start = bytes.position();
        write(lines, file, bytes);
        // Whoever stood still between the question and the write may have come too late.
        if (isOver(lines) && !file.isAt(path)) {
            bytes.position(start);
            return false;
        }
        return true;
    }

    private boolean isOver(RoomLines lines) {
        return lines.epochDay() < Math.floorDiv(clock.millis(), MILLIS_A_DAY);
    }

    /**
     * After this, the file ends with a whole line, or with the written part of the one to go on with.
     *
     * @return false if the file there is not the one that was open, or changed meanwhile
     */
    private boolean makeWhole(RoomLines lines, Path path, LogFile file, ByteBuffer bytes)
            throws IOException {
        var size = file.size();
        if (lines.leftFileAt(size)) {
            return true;
        }
        unfinished = null;
        toLineStart(bytes);
        lines.fileEndsAt(size == 0 ? 0 : tornLine.mend(path));
        return lines.leftFileAt(file.size());
    }

    private static void toLineStart(ByteBuffer bytes) {
        while (bytes.position() > 0 && bytes.get(bytes.position() - 1) != '\n') {
            bytes.position(bytes.position() - 1);
        }
    }

    private boolean writeInTurn(RoomLines lines, Path path, LogFile file, ByteBuffer bytes)
            throws IOException {
        try (var _ = turn.toWrite()) {
            if (!file.isAt(path) || !lines.leftFileAt(file.size())) {
                return false;
            }
            write(lines, file, bytes);
            return true;
        }
    }

    private void write(RoomLines lines, LogFile file, ByteBuffer bytes) throws IOException {
        var start = bytes.position();
        file.append(bytes);
        lines.fileGrew(bytes.position() - start);
        unfinished = bytes.hasRemaining() && bytes.get(bytes.position() - 1) != '\n' ? file : null;
    }

    /** Fine if it is not open. */
    void close(Path path) {
        files.close(path);
    }

    void closeAll() {
        files.closeAll();
    }
}
