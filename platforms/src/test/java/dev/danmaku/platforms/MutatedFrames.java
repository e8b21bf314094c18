package dev.danmaku.platforms;

import dev.danmaku.platforms.FrameDecoder.Decoded;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What a connection's decoder made of frames that went wrong on the way.
 *
 * @param malformed frames
 * @param events of the others
 */
public record MutatedFrames(int malformed, int events) {

    /** One way to make a good frame a bad one. */
    public interface Mutation {
        byte[] of(byte[] frame, Random random);
    }

    /** Each gives good events or a good reason; the same seed makes the same frames. */
    public static MutatedFrames decoded(
            FrameDecoder decoder, List<byte[]> good, int count, int seed, Mutation mutation) {
        var random = new Random(seed);
        var malformed = 0;
        var events = 0;
        for (var i = 0; i < count; i++) {
            var frame = mutation.of(good.get(random.nextInt(good.size())), random);
            switch (Promises.kept(decoder.decode(frame, i), i)) {
                case Decoded.Malformed _ -> malformed++;
                case Decoded.Events(var heard) -> events += heard.size();
            }
        }
        return new MutatedFrames(malformed, events);
    }

    /** Flips, cuts, doubles or fills a few bytes. */
    public static byte[] mutated(byte[] frame, Random random) {
        var bytes = frame.clone();
        for (var n = random.nextInt(2); n >= 0; n--) {
            var at = random.nextInt(Math.max(1, bytes.length));
            switch (random.nextInt(5)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(64));
                case 2 -> {
                    if (bytes.length > 0) {
                        bytes[at] = (byte) random.nextInt(256);
                    }
                }
                case 3 -> {
                    if (bytes.length > 0) {
                        bytes[at] ^= (byte) (1 << random.nextInt(8));
                    }
                }
                default -> bytes = doubledFrom(at, bytes);
            }
        }
        return bytes;
    }

    /** What stands there and behind it comes a second time. */
    public static byte[] doubledFrom(int at, byte[] bytes) {
        var from = Math.min(at, bytes.length);
        var longer = Arrays.copyOf(bytes, 2 * bytes.length - from);
        System.arraycopy(bytes, from, longer, bytes.length, bytes.length - from);
        return longer;
    }
}
