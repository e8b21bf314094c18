package dev.danmaku.bench.seen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class SequencesTest {
    @TempDir
    private Path folder;

    @Test
    void aMissingNumberIsLostAndARepeatedOneIsDoubled() throws IOException {
        Files.writeString(folder.resolve("2026-01-01.jsonl"), chat(1) + viewers() + chat(2));
        Files.writeString(folder.resolve("2026-01-02.jsonl"), chat(2) + chat(5));

        assertThat(Sequences.read(folder, 6)).isEqualTo(new Sequences(3, 3, 1));
    }

    @Test
    void aRoomWithoutFilesLostAll() throws IOException {
        assertThat(Sequences.read(folder.resolve("none"), 4)).isEqualTo(new Sequences(0, 4, 0));
    }

    private static String chat(int sequence) {
        return "{\"type\":\"chat\",\"text\":\"#%d hello\"}\n".formatted(sequence);
    }

    private static String viewers() {
        return "{\"type\":\"viewers\",\"count\":2}\n";
    }
}
