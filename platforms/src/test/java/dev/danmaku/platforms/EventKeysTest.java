package dev.danmaku.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;

class EventKeysTest {
    private static final long MILLIS = 1_769_426_405_510L;

    /** A key is for ever: what is on disk must be found again by the next release. */
    @Test
    void theFormOfAHashedKeyIsPinned() throws Exception {
        var identity = new ByteArrayOutputStream();
        identity.writeBytes("chat\0".getBytes(UTF_8));
        identity.writeBytes(ByteBuffer.allocate(8).putLong(MILLIS).array());
        identity.write(3); // the ordinal
        identity.write(6); // bytes of who
        identity.writeBytes("3xannx".getBytes(UTF_8));
        identity.writeBytes("主播好".getBytes(UTF_8));
        var hash = MessageDigest.getInstance("SHA-256").digest(identity.toByteArray());

        assertThat(EventKeys.hashed("chat", MILLIS, "3xannx", "主播好", 3))
                .isEqualTo("h:" + Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, 15)))
                .isEqualTo("h:MJvvxZJjOhn-_tI3tRpe");
    }

    @Test
    void whateverDiffersMakesAnotherKey() {
        var keys = List.of(
                EventKeys.hashed("chat", MILLIS, "ab", "c", 0),
                EventKeys.hashed("like", MILLIS, "ab", "c", 0),
                EventKeys.hashed("chat", MILLIS + 1, "ab", "c", 0),
                EventKeys.hashed("chat", -MILLIS, "ab", "c", 0),
                EventKeys.hashed("chat", MILLIS, "a", "bc", 0),
                EventKeys.hashed("chat", MILLIS, "", "abc", 0),
                EventKeys.hashed("chat", MILLIS, "ab", "d", 0),
                EventKeys.hashed("chat", MILLIS, "ab", "c", 1),
                EventKeys.hashed("chat", MILLIS, "ab", "c", 254),
                EventKeys.hashed("chat", MILLIS, "ab", "c", 255),
                EventKeys.hashed("chat", MILLIS, "ab", "c", 1L << 40),
                EventKeys.hashed("chat", MILLIS, "ab", "c", -1));

        assertThat(new HashSet<>(keys)).hasSameSizeAs(keys).allMatch(key -> key.length() == 22);
    }

    /** Around the ends of blocks, and of the array that short texts are gathered in. */
    @Test
    void textsOfAnyLengthAreHashedWhole() throws Exception {
        for (var length = 0; length < 1_200; length++) {
            var text = "安x".repeat(length).substring(0, length);
            var bytes = text.getBytes(UTF_8);
            var identity = new ByteArrayOutputStream();
            identity.writeBytes("n\0".getBytes(UTF_8));
            identity.writeBytes(new byte[8]);
            identity.write(0);
            if (bytes.length < 255) {
                identity.write(bytes.length);
            } else {
                identity.write(255);
                identity.writeBytes(ByteBuffer.allocate(8).putLong(bytes.length).array());
            }
            identity.writeBytes(bytes);
            identity.writeBytes(bytes);
            var hash = MessageDigest.getInstance("SHA-256").digest(identity.toByteArray());

            assertThat(EventKeys.hashed("n", 0, text, text, 0))
                    .as("%d characters twice", length)
                    .isEqualTo(
                            "h:" + Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, 15)));
        }
    }

    @Test
    void aTextInItsFrameGivesTheKeyOfTheText() {
        var frame = "..3xann..主播好..".getBytes(UTF_8);
        var who = new Slice(frame, 2, 7);
        var what = new Slice(frame, 9, 18);

        assertThat(EventKeys.hashed("chat", MILLIS, who, what, 1))
                .isEqualTo(EventKeys.hashed("chat", MILLIS, "3xann", "主播好", 1));
    }

    @Test
    void anIdIsTheKeyUnlessItIsVeryLong() {
        assertThat(EventKeys.ofId("chat", "x".repeat(64))).isEqualTo("id:" + "x".repeat(64));
        assertThat(EventKeys.ofId("chat", "x".repeat(65)))
                .startsWith("h:")
                .isNotEqualTo(EventKeys.ofId("chat", "x".repeat(64) + "y"))
                .isNotEqualTo(EventKeys.ofId("gift", "x".repeat(65)));
    }
}
