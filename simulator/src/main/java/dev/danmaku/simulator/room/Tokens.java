package dev.danmaku.simulator.room;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The platform's credentials for entering: opaque base64 of a chosen length, never the same twice. Each carries a
 * serial number that rises, so a room remembers one number to know which tokens it takes.
 */
public final class Tokens {
    private static final int HEAD_BYTES = 2 * Long.BYTES;
    private static final int MIN_CHARS = 32;
    private static final int MAX_CHARS = 1_024;

    private final long mark;
    private final int chars;
    private final AtomicLong serial = new AtomicLong();

    /** @param chars the length of a token as text; rounded up to a multiple of four */
    public Tokens(long seed, int chars) {
        if (chars < MIN_CHARS || chars > MAX_CHARS) {
            throw new IllegalArgumentException("a token has %d to %d characters, not %d"
                    .formatted(MIN_CHARS, MAX_CHARS, chars));
        }
        this.mark = new SplittableRandom(seed).nextLong();
        this.chars = chars;
    }

    public String mint() {
        var number = serial.incrementAndGet();
        // One byte short of whole groups, so that tokens end in '=' and carry '/' and '+', as real
        // ones do.
        var bytes = ByteBuffer.allocate((chars + 3) / 4 * 3 - 1);
        var noise = new SplittableRandom(mark + number);
        bytes.putLong(mark ^ number).putLong(number);
        while (bytes.hasRemaining()) {
            bytes.put((byte) noise.nextInt());
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** The serial number of a token that was minted here; nothing for any other text. */
    OptionalLong serialOf(String token) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(token));
            if (bytes.remaining() < HEAD_BYTES) {
                return OptionalLong.empty();
            }
            var sealed = bytes.getLong();
            var number = bytes.getLong();
            return sealed == (mark ^ number) ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (IllegalArgumentException notBase64) {
            return OptionalLong.empty();
        }
    }

    long newest() {
        return serial.get();
    }
}
