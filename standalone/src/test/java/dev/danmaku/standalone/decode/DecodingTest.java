package dev.danmaku.standalone.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.FrameDecoder.Decoded;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

class DecodingTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Each byte of a frame is an event: its room is the byte's letter, or none for '-'; 0xff is malformed. */
    private final FrameDecoder letters = (frame, receivedAt) -> {
        var events = new ArrayList<Event>();
        for (var letter : frame) {
            if (letter == -1) {
                return new Decoded.Malformed("all ones");
            }
            events.add(event(letter == '-' ? null : String.valueOf((char) letter), receivedAt));
        }
        return new Decoded.Events(events);
    };

    @Test
    void eachEventIsOneLine() throws IOException {
        run("6162\n\n63\n", null, false);

        assertThat(lines(out)).containsExactly(json("a"), json("b"), json("c"));
        assertThat(err.size()).isZero();
    }

    @Test
    void eachInputLineIsExactlyOneArray() throws IOException {
        run("6162\nff\n\nxyz\n6\n63", null, true);

        assertThat(lines(out))
                .containsExactly(
                        "[" + json("a") + "," + json("b") + "]",
                        "[]",
                        "[]",
                        "[]",
                        "[]",
                        "[" + json("c") + "]");
    }

    @Test
    void whatCannotBeReadIsToldWithItsLineAndTheRestGoesOn() throws IOException {
        run("ff\nxyz 61\n6\n61\n", null, false);

        assertThat(lines(err))
                .containsExactly(
                        "line 1: all ones",
                        "line 2: this is no hexadecimal digit: 'x'",
                        "line 3: an odd number of hexadecimal digits");
        assertThat(lines(out)).containsExactly(json("a"));
    }

    @Test
    void aRoomKeepsItsOwnEventsAndThoseWithoutAName() throws IOException {
        run("61622d\n", "a", false);

        assertThat(lines(out)).containsExactly(json("a"), json("a"));
    }

    @Test
    void blanksCapitalsAndWindowsLineEndsAreFine() throws IOException {
        run(" 6 1\t6B \r\n", null, false);

        assertThat(lines(out)).containsExactly(json("a"), json("k"));
    }

    @Test
    void aFrameLargerThanAnyPlatformsIsNotKeptInMemory() throws IOException {
        var huge = "61".repeat(HexLines.MAX_FRAME_BYTES + 1);

        run(huge + "\n62\n", null, false);

        assertThat(lines(err)).containsExactly("line 1: a frame has at most 16777216 bytes");
        assertThat(lines(out)).containsExactly(json("b"));
    }

    private void run(String input, @Nullable String room, boolean each) throws IOException {
        new Decoding(letters, room, each, InstantSource.fixed(Instant.ofEpochMilli(5)))
                .run(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.US_ASCII)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static Event event(@Nullable String room, long receivedAt) {
        return new Event(
                Platform.KUAISHOU,
                room,
                1,
                receivedAt,
                "id:1",
                null,
                null,
                new EventBody.Notice("hello"),
                null);
    }

    private static String json(String room) {
        return """
                {"v":1,"platform":"kuaishou","room":"%s","type":"notice","at":1,"receivedAt":5,"key":"id:1","text":"hello"}""".formatted(room);
    }

    private static List<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
