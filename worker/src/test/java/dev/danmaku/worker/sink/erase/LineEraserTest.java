package dev.danmaku.worker.sink.erase;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.worker.sink.jsonl.LineEdit;
import dev.danmaku.worker.sink.jsonl.LineEdit.Count;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class LineEraserTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        var file = folder.resolve("lines.jsonl");
        Files.writeString(file, text);
        return file;
    }

    private static LineEdit without(String mark) {
        return line -> new String(line, UTF_8).contains(mark) ? LineEdit.GONE : null;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readString(file).lines().map(String::strip).toList();
    }

    @Test
    void aLineThatGoesLeavesBlanksBeforeTheNext() throws IOException {
        var file = file("{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n");

        var changed = LineEraser.erase(file, without("b"));

        assertThat(Files.readString(file)).isEqualTo("{\"a\":1}\n" + " ".repeat(8) + "{\"c\":3}\n");
        assertThat(changed).isEqualTo(new Count(1, 0));
    }

    @Test
    void aLastLineThatGoesLeavesABlankOneSoThatTheFileEndsAsItShould() throws IOException {
        var file = file("{\"a\":1}\n{\"b\":2}\n");

        LineEraser.erase(file, without("b"));

        assertThat(Files.readString(file)).isEqualTo("{\"a\":1}\n" + " ".repeat(7) + "\n");
    }

    @Test
    void aLineThatGetsShorterHasBlanksBehind() throws IOException {
        var file = file("{\"a\":12345}\n{\"b\":2}\n");

        var changed = LineEraser.erase(
                file,
                line -> new String(line, UTF_8).contains("12345")
                        ? "{\"a\":1}".getBytes(UTF_8)
                        : null);

        assertThat(Files.readString(file)).isEqualTo("{\"a\":1}    \n{\"b\":2}\n");
        assertThat(changed).isEqualTo(new Count(0, 1));
    }

    @Test
    void whatTakesItsPlaceAndIsLongerIsNotWrittenButTheLineGoes() throws IOException {
        var file = file("{\"a\":1}\n{\"b\":2}\n");

        var changed = LineEraser.erase(file, line -> "{\"a\":1,\"x\":2}".getBytes(UTF_8));

        assertThat(Files.readString(file)).isBlank().hasSize(16);
        assertThat(changed).isEqualTo(new Count(2, 0));
    }

    @Test
    void aLineThatIsStillBeingWrittenStays() throws IOException {
        var file = file("{\"b\":1}\n{\"b\":");

        LineEraser.erase(file, without("b"));

        assertThat(Files.readString(file)).isEqualTo(" ".repeat(8) + "{\"b\":");
    }

    @Test
    void blanksOfManyLinesDoNotMakeOneThatIsTooLongToRead() throws IOException {
        var line = "{\"b\":\"" + "x".repeat(1000) + "\"}\n";
        var file = file(line.repeat(2000) + "{\"c\":3}\n");

        LineEraser.erase(file, without("b"));

        assertThat(Files.readString(file).lines()).allMatch(l -> l.length() < 70_000);
        assertThat(lines(file)).filteredOn(l -> !l.isEmpty()).containsExactly("{\"c\":3}");
    }

    @Test
    void aLineThatIsTooLongForAnEventStays() throws IOException {
        var file = file("b".repeat(3 << 20) + "\n{\"b\":2}\n{\"c\":3}\n");

        var changed = LineEraser.erase(file, without("b"));

        assertThat(changed).isEqualTo(new Count(1, 0));
        assertThat(lines(file).getFirst()).hasSize(3 << 20);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyLinesMayGoOneAfterAnother(long seed) throws IOException {
        var random = new Random(seed);
        var lines = new ArrayList<>(IntStream.range(0, 2000)
                .mapToObj(i -> "{\"n\":%d,\"who\":%d,\"text\":\"%s\"}"
                        .formatted(i, random.nextInt(10), "主播".repeat(random.nextInt(300))))
                .toList());
        var file = file(String.join("\n", lines) + "\n");

        for (var who : List.of(3, 7, 3, 1)) {
            lines.removeIf(line -> line.contains("\"who\":" + who + ","));
            LineEraser.erase(file, without("\"who\":" + who + ","));

            assertThat(lines(file))
                    .filteredOn(line -> !line.isEmpty())
                    .containsExactlyElementsOf(lines);
        }
    }

    @Test
    void whatIsAppendedMeanwhileStays() throws Exception {
        var file = file("");
        var written = Collections.synchronizedList(new ArrayList<String>());
        var writer = Thread.ofPlatform().start(() -> {
            for (var n = 0; n < 2000; n++) {
                var line = "{\"n\":%d,\"who\":%d}".formatted(n, n % 4);
                written.add(line);
                try {
                    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });

        while (writer.isAlive()) {
            LineEraser.erase(file, without("\"who\":2}"));
        }
        LineEraser.erase(file, without("\"who\":2}"));

        assertThat(written).hasSize(2000);
        assertThat(lines(file))
                .filteredOn(line -> !line.isEmpty())
                .containsExactlyElementsOf(written.stream()
                        .filter(line -> !line.contains("\"who\":2}"))
                        .toList());
    }
}
