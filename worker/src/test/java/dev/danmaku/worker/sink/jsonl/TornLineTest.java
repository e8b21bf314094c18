package dev.danmaku.worker.sink.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.testing.ManualClock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class TornLineTest {
    private static final String WHOLE = "{\"text\":\"one\"}\n{\"text\":\"小明 😀\"}\n";

    @TempDir
    Path events;

    private final ManualClock clock = new ManualClock(Instant.now().plus(Duration.ofDays(1)));
    private final List<Long> cut = new ArrayList<>();
    private Path file;
    private TornLine torn;

    @BeforeEach
    void aFile() {
        file = events.resolve("2026-11-21.jsonl");
        torn = new TornLine(new WriteTurn(events), clock, cut::add);
    }

    @Test
    void whateverByteItWasTornAtOnlyWholeLinesStay() throws Exception {
        var last = "{\"user\":\"小明\",\"text\":\"好😀\"}\n".getBytes(UTF_8);
        for (var kept = 1; kept < last.length; kept++) {
            Files.writeString(file, WHOLE);
            Files.write(file, Arrays.copyOf(last, kept), StandardOpenOption.APPEND);

            torn.mend(file);

            assertThat(file).hasContent(WHOLE);
            assertThat(cut.getLast()).isEqualTo(kept);
        }
        assertThat(cut).hasSize(last.length - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8191, 8192, 8193, 16_383, 16_384, 16_385, 100_000})
    void howeverLongTheTornLineIs(int bytes) throws Exception {
        Files.writeString(file, WHOLE + "x".repeat(bytes));
        torn.mend(file);
        assertThat(file).hasContent(WHOLE);

        Files.writeString(file, "x".repeat(bytes));
        torn.mend(file);
        assertThat(file).isEmptyFile();
        assertThat(cut).containsExactly((long) bytes, (long) bytes);
    }

    @Test
    void aFileOfWholeLinesStaysAsItIs() throws Exception {
        Files.writeString(file, WHOLE);
        var changed = Files.getLastModifiedTime(file);

        torn.mend(file);
        torn.mend(Files.createFile(events.resolve("empty")));
        torn.mend(events.resolve("missing"));

        assertThat(file).hasContent(WHOLE);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(changed);
        assertThat(cut).isEmpty();
    }

    @Test
    void anotherProcessWriteThatIsUnderWayIsNotCut() throws Exception {
        var parts = new ArrayList<>(List.of("\"text\":", "\"three\"}\n"));
        var looks = new TornLine(
                new WriteTurn(events),
                new ManualClock(Instant.now()),
                cut::add,
                () -> append(parts.removeFirst()));
        Files.writeString(file, WHOLE + "{");

        looks.mend(file);

        assertThat(file).hasContent(WHOLE + "{\"text\":\"three\"}\n");
        assertThat(parts).isEmpty();
        assertThat(cut).isEmpty();
    }

    private void append(String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nothingIsCutWhileSomebodyWritesInHisTurn() throws Exception {
        var turn = new WriteTurn(events);
        Files.writeString(file, WHOLE + "{");

        try (var _ = turn.toWrite()) {
            assertThatThrownBy(() -> torn.mend(file)).isInstanceOf(IOException.class);
        }
        assertThat(file).hasContent(WHOLE + "{");

        torn.mend(file);
        assertThat(file).hasContent(WHOLE);
    }
}
