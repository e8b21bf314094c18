package dev.danmaku.worker.sink.output;

import static dev.danmaku.worker.sink.Chats.chats;
import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

class SpoolTest {
    private static final long LIMIT = 1L << 20;

    @TempDir
    private Path base;

    private static List<Event> all(Spool spool) throws IOException {
        var all = new ArrayList<Event>();
        for (var some = spool.peek(7); !some.isEmpty(); some = spool.peek(7)) {
            all.addAll(some);
            spool.advance();
        }
        return all;
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(base)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void whatGoesInFirstComesOutFirstAndIsGoneFromTheDiskThen() throws IOException {
        try (var spool = Spool.open(base, LIMIT)) {
            spool.append(chats(room(1), 0, 10));
            spool.append(chats(room(1), 10, 90));

            assertThat(all(spool)).isEqualTo(chats(room(1), 0, 100));

            assertThat(spool.isEmpty()).isTrue();
            assertThat(spool.bytes()).isZero();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void whatWasPeekedAndNotAdvancedComesAgain() throws IOException {
        try (var spool = Spool.open(base, LIMIT)) {
            spool.append(chats(room(1), 0, 10));

            assertThat(spool.peek(4)).isEqualTo(chats(room(1), 0, 4));
            spool.append(chats(room(1), 10, 1));
            assertThat(spool.peek(4)).isEqualTo(chats(room(1), 0, 4));
        }
    }

    @Test
    void aFullSpoolTakesNothingUntilASegmentIsDoneWith() throws IOException {
        try (var spool = Spool.open(base, 20_000)) {
            var number = 0;
            while (spool.append(chats(room(1), number, 5))) {
                number += 5;
            }
            assertThat(spool.bytes()).isLessThanOrEqualTo(20_000);
            for (var gone = 0; gone < number / 2; gone += 5) {
                spool.peek(5);
                spool.advance();
            }

            assertThat(spool.append(chats(room(1), number, 5))).isTrue();
            assertThat(all(spool))
                    .hasSizeGreaterThan(number / 2)
                    .last()
                    .isEqualTo(chats(room(1), number, 5).getLast());
        }
    }

    @Test
    void whatIsLeftIsTheNextProcesssFromWhereTheLastOneWas() throws IOException {
        try (var spool = Spool.open(base, LIMIT)) {
            spool.append(chats(room(1), 0, 10));
            spool.peek(4);
            spool.advance();
        }

        try (var next = Spool.open(base, LIMIT)) {
            next.append(chats(room(1), 10, 10));

            assertThat(all(next)).isEqualTo(chats(room(1), 4, 16));
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aSpoolWhoseProcessLivesIsLeftAlone() throws IOException {
        try (var one = Spool.open(base, LIMIT)) {
            one.append(chats(room(1), 0, 10));

            try (var other = Spool.open(base, LIMIT)) {
                assertThat(other.isEmpty()).isTrue();
            }

            assertThat(all(one)).isEqualTo(chats(room(1), 0, 10));
        }
    }

    @Test
    void aLineThatACrashCutOffIsCutOff() throws IOException {
        try (var spool = Spool.open(base, LIMIT)) {
            spool.append(chats(room(1), 0, 3));
        }
        var segment = files().stream()
                .filter(file -> file.toString().endsWith(".jsonl"))
                .findFirst()
                .orElseThrow();
        Files.writeString(segment, "{\"v\":1,\"platf", StandardOpenOption.APPEND);

        try (var next = Spool.open(base, LIMIT)) {
            next.append(chats(room(1), 3, 3));

            assertThat(all(next)).isEqualTo(chats(room(1), 0, 6));
        }
    }

    @Test
    void aLineThatIsNoEventIsPassedOver() throws IOException {
        try (var spool = Spool.open(base, LIMIT)) {
            spool.append(chats(room(1), 0, 1));
        }
        var segment = files().stream()
                .filter(file -> file.toString().endsWith(".jsonl"))
                .findFirst()
                .orElseThrow();
        Files.writeString(segment, "nonsense\n");

        try (var next = Spool.open(base, LIMIT)) {
            next.append(chats(room(1), 1, 1));

            assertThat(all(next)).isEqualTo(chats(room(1), 1, 1));
            assertThat(next.isEmpty()).isTrue();
        }
    }
}
