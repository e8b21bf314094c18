package dev.danmaku.simulator.bilibili;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** What a socket asked for by {@code protover}: how packets of version 0 travel inside one larger packet. */
enum Packing {
    NONE(0),
    ZLIB(2),
    BROTLI(3);

    private static final int BROTLI_QUALITY = 4;

    private final int version;

    Packing(int version) {
        this.version = version;
    }

    /**
     * 1 is what old clients say for 'none'; the platform takes anything else as none, too. On a machine that the brotli
     * library has no native part for, zlib stands in: packets say their own version.
     */
    static Packing ofProtover(int protover) {
        return switch (protover) {
            case 2 -> ZLIB;
            case 3 -> Brotli4jLoader.isAvailable() ? BROTLI : ZLIB;
            default -> NONE;
        };
    }

    /** @param packets whole packets, end to end; with {@link #NONE} they stay what they are */
    byte[] pack(byte[] packets) {
        return this == NONE ? packets : Packet.of(version, Packet.MESSAGE, compress(packets));
    }

    byte[] compress(byte[] bytes) {
        return switch (this) {
            case NONE -> bytes;
            case ZLIB -> zlib(bytes);
            case BROTLI -> brotli(bytes);
        };
    }

    /** For what is too long to be in memory at once. */
    OutputStream press(OutputStream to) throws IOException {
        return switch (this) {
            case NONE -> to;
            case ZLIB -> new DeflaterOutputStream(to);
            case BROTLI ->
                new BrotliOutputStream(to, new Encoder.Parameters().setQuality(BROTLI_QUALITY));
        };
    }

    /** As Go's writer ends it: a sync flush, then the end and the checksum; its level shows as {@code 78 da}. */
    private static byte[] zlib(byte[] bytes) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            var compressed = new ByteArrayOutputStream(bytes.length / 2);
            var buffer = new byte[8 << 10];
            deflater.setInput(bytes);
            int written;
            do {
                written = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                compressed.write(buffer, 0, written);
            } while (written == buffer.length);
            deflater.finish();
            while (!deflater.finished()) {
                compressed.write(buffer, 0, deflater.deflate(buffer));
            }
            return compressed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] brotli(byte[] bytes) {
        // also loads it: nobody may have asked before
        Brotli4jLoader.ensureAvailability();
        try {
            return Encoder.compress(bytes, new Encoder.Parameters().setQuality(BROTLI_QUALITY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
