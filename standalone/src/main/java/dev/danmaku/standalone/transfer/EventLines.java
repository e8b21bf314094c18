package dev.danmaku.standalone.transfer;

import com.github.luben.zstd.ZstdInputStream;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Lines of bytes, plain or compressed with gzip or zstd, whatever the file is called; one is in memory at a time. */
public final class EventLines implements Closeable {
    /** Far more than an event with its platform's own message has. */
    static final int LONGEST_BYTES = 16 << 20;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int[] GZIP = {0x1f, 0x8b};
    private static final int[] ZSTD = {0x28, 0xb5, 0x2f, 0xfd};

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int limit;
    private long number;
    private long bytes;

    private EventLines(InputStream in) {
        this.in = in;
    }

    public static EventLines of(Path file) throws IOException {
        return of(Files.newInputStream(file));
    }

    public static EventLines of(InputStream raw) throws IOException {
        try {
            var in = new BufferedInputStream(raw, BUFFER_BYTES);
            if (begins(in, GZIP)) {
                return new EventLines(new GZIPInputStream(in, BUFFER_BYTES));
            }
            return new EventLines(begins(in, ZSTD) ? new ZstdInputStream(in) : in);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean begins(InputStream in, int[] magic) throws IOException {
        in.mark(magic.length);
        try {
            for (var expected : magic) {
                if (in.read() != expected) {
                    return false;
                }
            }
            return true;
        } finally {
            in.reset();
        }
    }

    /**
     * One line.
     *
     * @param number from 1 on
     * @param text without its end; empty where it is too long
     * @param whole whether it has an end
     */
    public record Line(long number, byte[] text, boolean whole, boolean tooLong) {}

    /** The next one; null at the end. */
    public @Nullable Line next() throws IOException {
        line.reset();
        var length = 0L;
        while (position < limit || fill()) {
            var end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            length += end - position;
            if (length <= LONGEST_BYTES) {
                line.write(buffer, position, end - position);
            }
            position = end;
            if (end < limit) {
                position++;
                return line(length, true);
            }
        }
        return length == 0 ? null : line(length, false);
    }

    private Line line(long length, boolean whole) {
        number++;
        var tooLong = length > LONGEST_BYTES;
        return new Line(number, tooLong ? new byte[0] : line.toByteArray(), whole, tooLong);
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        bytes += limit;
        return limit > 0;
    }

    /** So many lines were read. */
    public long number() {
        return number;
    }

    /** So many bytes were read, uncompressed. */
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
