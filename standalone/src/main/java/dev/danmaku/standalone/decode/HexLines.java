package dev.danmaku.standalone.decode;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads frames written as hexadecimal digits, one frame a line. Blanks between digits are fine. */
final class HexLines {
    /** No platform's frame is near this size; a longer line is not kept in memory. */
    static final int MAX_FRAME_BYTES = 16 << 20;

    private static final int END = -1;
    private static final int NOT_HEX = -1;

    private final InputStream in;

    HexLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** One line. */
    sealed interface Line {
        record Frame(byte[] bytes) implements Line {}

        record Unreadable(String reason) implements Line {}
    }

    /** The next line; empty at the end. A last line needs no line end. */
    Optional<Line> next() throws IOException {
        var first = in.read();
        return first == END ? Optional.empty() : Optional.of(line(first));
    }

    private Line line(int first) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var high = NOT_HEX;
        for (var c = first; c != '\n' && c != END; c = in.read()) {
            if (c == ' ' || c == '\t' || c == '\r') {
                continue;
            }
            var digit = Character.digit(c, 16);
            if (digit == NOT_HEX) {
                skipRest();
                return new Line.Unreadable("this is no hexadecimal digit: " + printable(c));
            }
            if (high == NOT_HEX) {
                high = digit;
            } else {
                bytes.write(high << 4 | digit);
                high = NOT_HEX;
            }
            if (bytes.size() > MAX_FRAME_BYTES) {
                skipRest();
                return new Line.Unreadable(
                        "a frame has at most %d bytes".formatted(MAX_FRAME_BYTES));
            }
        }
        return high == NOT_HEX
                ? new Line.Frame(bytes.toByteArray())
                : new Line.Unreadable("an odd number of hexadecimal digits");
    }

    private void skipRest() throws IOException {
        var c = in.read();
        while (c != '\n' && c != END) {
            c = in.read();
        }
    }

    private static String printable(int c) {
        return c > ' ' && c < 127 ? "'" + (char) c + "'" : "byte 0x%02x".formatted(c);
    }
}
