package dev.danmaku.worker.watch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** Numbers of 64 bits in a row as Base64 of their bytes, the highest first: fingerprints travel by the thousand. */
final class Numbers {
    private Numbers() {}

    static final class Writer {
        private ByteBuffer bytes = ByteBuffer.allocate(32 * Long.BYTES);

        Writer add(long number) {
            if (!bytes.hasRemaining()) {
                bytes = ByteBuffer.allocate(2 * bytes.capacity()).put(bytes.flip());
            }
            bytes.putLong(number);
            return this;
        }

        String toText() {
            return Base64.getEncoder()
                    .encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
        }
    }

    static final class Reader {
        private final ByteBuffer bytes;

        /** @throws IllegalArgumentException if the text is no Base64 */
        Reader(String text) {
            bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        }

        boolean hasMore() {
            return bytes.hasRemaining();
        }

        /** @throws java.nio.BufferUnderflowException if the rest is no whole number */
        long next() {
            return bytes.getLong();
        }
    }
}
