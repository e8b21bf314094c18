package dev.danmaku.standalone.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class TerminalSinkTest {
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xabc");

    @Test
    void whatWasOfferedBeforeAFlushIsPrintedAfterIt() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var sink = new TerminalSink(stream(out), TerminalSinkTest::text, () -> {})) {
            var lane = sink.open(ROOM, () -> {});

            assertThat(lane.offer(List.of(event("one"), event("two")))).isTrue();
            lane.flush().get(10, TimeUnit.SECONDS);

            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
        }
    }

    @Test
    void aSlowReaderFillsItAndReadingOnMakesRoomAgain() throws Exception {
        var drained = new CompletableFuture<Void>();
        try (var pipe = new PipedOutputStream();
                var reader = new PipedInputStream(pipe, 64);
                var sink = new TerminalSink(stream(pipe), TerminalSinkTest::text, () -> {})) {
            var lane = sink.open(ROOM, () -> drained.complete(null));

            var room = lane.offer(Collections.nCopies(10_000, event("x")));

            assertThat(room).isFalse();
            assertThat(drained).isNotDone();
            reader.readNBytes(20_000);
            drained.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aReaderThatIsGoneIsTold() throws Exception {
        var gone = new CompletableFuture<Void>();
        var closed = new OutputStream() {
            @Override
            public void write(int b) throws java.io.IOException {
                throw new java.io.IOException("broken pipe");
            }
        };
        try (var sink = new TerminalSink(
                stream(closed), TerminalSinkTest::text, () -> gone.complete(null))) {
            sink.open(ROOM, () -> {}).offer(List.of(event("x")));

            gone.get(10, TimeUnit.SECONDS);
        }
    }

    private static PrintStream stream(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private static String text(Event event) {
        return ((EventBody.Notice) event.body()).text();
    }

    private static Event event(String text) {
        return new Event(
                Platform.KUAISHOU,
                "3xabc",
                1,
                1,
                "id:1",
                null,
                null,
                new EventBody.Notice(text),
                null);
    }
}
