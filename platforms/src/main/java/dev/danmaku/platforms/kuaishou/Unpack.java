package dev.danmaku.platforms.kuaishou;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.danmaku.platforms.Slice;
import dev.danmaku.platforms.kuaishou.wire.CompressionType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.zip.GZIPInputStream;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Unpacks payloads: as they are, gzip, or AES-128-CBC with the constants of the platform's public page script. */
final class Unpack {
    /** Of a payload, unpacked. */
    static final int MAX_UNPACKED_BYTES = 2 << 20;
    /** Ordinary pushes pack 20:1 at best; gzip alone can reach 1,032:1. */
    static final int MAX_RATIO = 200;
    /** Up to here the ratio does not matter: tiny payloads may be all the same. */
    static final int RATIO_FREE_BYTES = 64 << 10;

    private static final int STEP_BYTES = 8 << 10;
    private static final SecretKeySpec KEY =
            new SecretKeySpec("PPbzKKL7NB15leYy".getBytes(US_ASCII), "AES");
    private static final IvParameterSpec IV =
            new IvParameterSpec("JRODKJiolJ9xqso0".getBytes(US_ASCII));

    private Unpack() {}

    static Slice unpack(int compression, Slice packed) throws MalformedFrame {
        return switch (compression) {
            case CompressionType.COMPRESSION_UNKNOWN_VALUE, CompressionType.NONE_VALUE -> packed;
            case CompressionType.GZIP_VALUE -> gunzip(packed);
            case CompressionType.AES_VALUE -> decrypt(packed);
            default -> throw new MalformedFrame("compression type " + compression);
        };
    }

    private static Slice gunzip(Slice packed) throws MalformedFrame {
        var limit = Math.min(
                MAX_UNPACKED_BYTES, Math.max(RATIO_FREE_BYTES, (long) packed.length() * MAX_RATIO));
        var unpacked = new ByteArrayOutputStream(Math.min(STEP_BYTES, packed.length() * 4 + 16));
        var step = new byte[STEP_BYTES];
        try (var gzip = new GZIPInputStream(input(packed), STEP_BYTES)) {
            // A cut stream ends in an EOFException here, never in an endless row of empty reads.
            for (var n = gzip.read(step); n >= 0; n = gzip.read(step)) {
                if (unpacked.size() + n > limit) {
                    throw new MalformedFrame("gzip: %d bytes unpack to more than %d"
                            .formatted(packed.length(), limit));
                }
                unpacked.write(step, 0, n);
            }
        } catch (IOException e) {
            // A header that is cut off has no words for it.
            var why = e.getMessage() == null ? "the stream is cut off" : e.getMessage();
            throw new MalformedFrame("gzip: " + why);
        }
        return Slice.of(unpacked.toByteArray());
    }

    private static ByteArrayInputStream input(Slice packed) {
        return new ByteArrayInputStream(packed.bytes(), packed.from(), packed.length());
    }

    private static Slice decrypt(Slice packed) throws MalformedFrame {
        try {
            var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, KEY, IV);
            return Slice.of(cipher.doFinal(packed.bytes(), packed.from(), packed.length()));
        } catch (GeneralSecurityException e) {
            throw new MalformedFrame("aes: " + e.getMessage());
        }
    }
}
