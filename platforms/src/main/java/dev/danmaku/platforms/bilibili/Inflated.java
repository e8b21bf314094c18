package dev.danmaku.platforms.bilibili;

import org.brotli.dec.BrotliInputStream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A compressed body, inflated within bounds. A stream that is cut off is a reason, never a wait for more. */
final class Inflated {
    /** Ordinary messages pack 10:1; zlib can reach 1,032:1, brotli far more. */
    static final int MAX_RATIO = 200;
    /** Up to here the ratio does not matter: small bodies may be all the same. */
    static final int RATIO_FREE_BYTES = 64 << 10;

    private static final int LEAST_BYTES = 1 << 10;
    private static final int USUAL_RATIO = 6;
    /** For single bytes, which we never read. */
    private static final int BROTLI_BUFFER_BYTES = 16;

    /** Its native memory is worth keeping; a thread ends with its own. */
    private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(Inflater::new);

    private final String name;
    private final int packedBytes;
    private final int limit;
    private byte[] bytes;
    private int length;

    private Inflated(String name, int packedBytes, int limit) {
        this.name = name;
        this.packedBytes = packedBytes;
        this.limit = limit;
        bytes = new byte[Math.min(limit + 1, Math.max(LEAST_BYTES, packedBytes * USUAL_RATIO))];
    }

    /** @param left how much may still be inflated */
    static Inflated of(Packet packet, int left) throws MalformedFrame {
        if (left <= 0) {
            throw new MalformedFrame("a message inflates to more than it may");
        }
        var ratioLimit = Math.max(RATIO_FREE_BYTES, (long) packet.bodyLength() * MAX_RATIO);
        var limit = (int) Math.min(left, ratioLimit);
        if (packet.version() == Packet.ZLIB) {
            var inflated = new Inflated("zlib", packet.bodyLength(), limit);
            inflated.inflateZlib(packet);
            return inflated;
        }
        var inflated = new Inflated("brotli", packet.bodyLength(), limit);
        inflated.inflateBrotli(packet);
        return inflated;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private void inflateZlib(Packet packet) throws MalformedFrame {
        var inflater = INFLATER.get();
        inflater.reset();
        inflater.setInput(packet.bytes(), packet.bodyFrom(), packet.bodyLength());
        try {
            while (!inflater.finished()) {
                var n = inflater.inflate(bytes, length, bytes.length - length);
                length += n;
                if (n == 0 && !inflater.finished()) {
                    throw new MalformedFrame(
                            inflater.needsDictionary()
                                    ? "zlib: the stream wants a dictionary"
                                    : "zlib: the stream is cut off");
                }
                grow();
            }
        } catch (DataFormatException e) {
            throw new MalformedFrame("zlib: " + e.getMessage());
        }
    }

    private void inflateBrotli(Packet packet) throws MalformedFrame {
        var input =
                new ByteArrayInputStream(packet.bytes(), packet.bodyFrom(), packet.bodyLength());
        try (var brotli = new BrotliInputStream(input, BROTLI_BUFFER_BYTES)) {
            for (var n = read(brotli); n > 0; n = read(brotli)) {
                length += n;
                grow();
            }
        } catch (IOException e) {
            throw new MalformedFrame("brotli: " + e.getMessage());
        }
    }

    private int read(BrotliInputStream brotli) throws IOException {
        try {
            return brotli.read(bytes, length, bytes.length - length);
        } catch (IndexOutOfBoundsException | IllegalStateException e) {
            // The decoder's tables trust the stream in places.
            throw new IOException("corrupted input", e);
        }
    }

    /** The buffer ends one byte after the limit: who writes there has too much. */
    private void grow() throws MalformedFrame {
        if (length > limit) {
            throw new MalformedFrame(
                    "%s: %d bytes inflate to more than %d".formatted(name, packedBytes, limit));
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, limit + 1));
        }
    }
}
