package dev.danmaku.simulator.kuaishou;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;

import dev.danmaku.simulator.kuaishou.wire.CompressionType;
import dev.danmaku.simulator.kuaishou.wire.PayloadType;
import dev.danmaku.simulator.kuaishou.wire.SocketMessage;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.WireFrame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Bytes that try a client's bounds. The same every time. */
final class HostileFrames {
    private static final int PUSH = PayloadType.SC_FEED_PUSH.getNumber();
    private static final int BOMB_BYTES = 256 << 20;
    private static final int NESTING = 10_000;
    private static final int NOISE_BYTES = 300;
    private static final byte COMMENT_FEEDS = 5 << 3 | 2;
    private static final byte CONTENT = 3 << 3 | 2;

    private HostileFrames() {}

    static List<WireFrame> of(HostileBytes kind, long nowMillis) {
        return List.of(
                switch (kind) {
                    case TRUNCATED -> {
                        var whole = message(ByteString.copyFromUtf8("\n\004cut off"), nowMillis);
                        yield WireFrame.binary(Arrays.copyOf(whole, whole.length / 2));
                    }
                    case OVERSIZED -> WireFrame.promising(1L << 31, noise(NOISE_BYTES));
                    case BOMB -> WireFrame.binary(bomb(nowMillis));
                    case BAD_UTF8 -> WireFrame.binary(message(badText(), nowMillis));
                    case NESTED -> WireFrame.binary(message(nested(), nowMillis));
                    case TEXT_FRAME -> WireFrame.text("{\"type\":\"SC_FEED_PUSH\"}");
                    // There is no header whose lengths could lie.
                    case RANDOM,
                            LENGTHS_DIFFER,
                            ZERO_LENGTH,
                            SHORT_LENGTH,
                            NEGATIVE_LENGTH,
                            NO_END,
                            LONG_HEADER,
                            NO_HEADER,
                            CUT_COMPRESSION,
                            NESTED_COMPRESSION,
                            UNKNOWN_VERSION,
                            WRONG_VERSION,
                            CLIENT_MESSAGE -> WireFrame.binary(noise(NOISE_BYTES));
                    case NOISE -> WireFrame.noise(noise(NOISE_BYTES));
                });
    }

    private static byte[] message(ByteString payload, long nowMillis) {
        return Envelope.of(PUSH, payload, Set.<Quirk>of(), nowMillis);
    }

    private static byte[] bomb(long nowMillis) {
        return SocketMessage.newBuilder()
                .setPayloadTypeValue(PUSH)
                .setCompressionType(CompressionType.GZIP)
                .setPayload(Bomb.PAYLOAD)
                .setTime(nowMillis)
                .build()
                .toByteArray();
    }

    /** One comment whose text is a lone continuation byte, an overlong slash and half a character. */
    private static ByteString badText() {
        var text = new byte[] {
            COMMENT_FEEDS,
            7,
            CONTENT,
            5,
            (byte) 0x80,
            (byte) 0xC0,
            (byte) 0xAF,
            (byte) 0xF0,
            (byte) 0x9F
        };
        return ByteString.copyFrom(text);
    }

    /** Field 5 in field 5 in field 5: longer than any reader's stack should be. */
    private static ByteString nested() {
        var inner = ByteString.EMPTY;
        var all = new ByteArrayOutputStream();
        var lengths = new int[NESTING];
        var size = inner.size();
        for (var i = NESTING - 1; i >= 0; i--) {
            lengths[i] = size;
            size += 1 + CodedOutputStream.computeUInt32SizeNoTag(size);
        }
        try {
            var out = CodedOutputStream.newInstance(all);
            for (var length : lengths) {
                out.writeRawByte(COMMENT_FEEDS);
                out.writeUInt32NoTag(length);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteString.copyFrom(all.toByteArray());
    }

    private static byte[] noise(int length) {
        var bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    /** Made when the first is thrown: it takes a moment to press that many zeros. */
    private static final class Bomb {
        static final ByteString PAYLOAD = press();

        private static ByteString press() {
            var pressed = new ByteArrayOutputStream();
            var zeros = new byte[1 << 20];
            try (var gzip = new GZIPOutputStream(pressed)) {
                for (var written = 0; written < BOMB_BYTES; written += zeros.length) {
                    gzip.write(zeros);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return ByteString.copyFrom(pressed.toByteArray());
        }
    }
}
