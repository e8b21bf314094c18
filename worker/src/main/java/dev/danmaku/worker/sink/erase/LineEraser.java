package dev.danmaku.worker.sink.erase;

import dev.danmaku.worker.sink.jsonl.EventLines;
import dev.danmaku.worker.sink.jsonl.LineEdit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Takes lines out of a file that others append to meanwhile: it never moves a byte, it writes blanks over them. What stays of a file
 * is JSON lines as before, some with blanks before them. For one thread.
 */
final class LineEraser {
    /** Longer lines are no events. */
    private static final int MAX_LINE_BYTES = EventLines.MAX_LINE_BYTES;
    /** So many blanks at most stand before one line: readers bound its length. */
    private static final int MAX_BLANKS = 64 * 1024;

    private static final int CHUNK_BYTES = 256 * 1024;

    private final FileChannel file;
    private final LineEdit edit;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private byte[] line = new byte[1024];
    private int length;
    private boolean tooLong;
    private int blanks;
    private LineEdit.Count count = LineEdit.Count.NOTHING;

    private LineEraser(FileChannel file, LineEdit edit) {
        this.file = file;
        this.edit = edit;
    }

    /** Goes through all lines that are there when it begins. */
    static LineEdit.Count erase(Path path, LineEdit edit) throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var eraser = new LineEraser(file, edit);
            eraser.run(file.size());
            if (!eraser.count.isNothing()) {
                file.force(false);
            }
            return eraser.count;
        }
    }

    private void run(long size) throws IOException {
        for (var position = 0L; position < size; ) {
            chunk.clear().limit((int) Math.min(CHUNK_BYTES, size - position));
            var read = file.read(chunk, position);
            if (read <= 0) {
                return; // somebody made it shorter
            }
            for (var i = 0; i < read; i++) {
                take(chunk.get(i), position + i, size);
            }
            position += read;
        }
    }

    private void take(byte next, long at, long size) throws IOException {
        if (next != '\n') {
            tooLong |= length == MAX_LINE_BYTES;
            if (!tooLong) {
                if (length == line.length) {
                    line = Arrays.copyOf(line, Math.min(MAX_LINE_BYTES, 2 * length));
                }
                line[length++] = next;
            }
            return;
        }
        if (!tooLong) {
            ended(at, at + 1 == size);
        }
        length = 0;
        tooLong = false;
    }

    private void ended(long end, boolean last) throws IOException {
        var instead = edit.of(Arrays.copyOf(line, length));
        if (instead == null) {
            blanks = 0;
            return;
        }
        if (instead.length > length) {
            instead = LineEdit.GONE;
        }
        var gone = instead.length == 0;
        // the line's end goes, too, so that no empty line is left; but the file ends with one
        var withEnd = gone && !last && blanks + length < MAX_BLANKS;
        var bytes = Arrays.copyOf(instead, length + (withEnd ? 1 : 0));
        Arrays.fill(bytes, instead.length, bytes.length, (byte) ' ');
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, end - length + buffer.position());
        }
        blanks = withEnd ? blanks + bytes.length : 0;
        count = count.and(instead);
    }
}
