package dev.danmaku.worker.sink.jsonl;

import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;

import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

class EventFilesTest {
    @TempDir
    Path data;

    private Path put(String name, byte[] bytes) throws IOException {
        var file = data.resolve("events").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Path put(String name, String text) throws IOException {
        return put(name, text.getBytes(UTF_8));
    }

    static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    static byte[] together(byte[] one, byte[] other) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(one);
        bytes.writeBytes(other);
        return bytes.toByteArray();
    }

    private List<EventLine> lines() throws IOException {
        var files = EventFiles.of(data);
        var all = new ArrayList<EventLine>();
        for (var file : files.all().toList()) {
            try (var lines = files.open(file)) {
                for (var line = lines.next(); line != null; line = lines.next()) {
                    all.add(line);
                }
            }
        }
        return all;
    }

    private List<String> texts() throws IOException {
        return lines().stream()
                .map(line -> switch (line) {
                    case EventLine.Whole whole -> whole.text();
                    case EventLine.Torn torn -> "torn " + torn.text();
                    case EventLine.TooLong tooLong -> "too long " + tooLong.bytes();
                })
                .toList();
    }

    @Test
    void filesAreSortedByPlatformRoomDayAndAge() throws Exception {
        put("douyu/9/2026-11-20.jsonl", "f\n");
        put("kuaishou/b/2026-11-21.jsonl", "e\n");
        put("kuaishou/b/2026-11-20.jsonl", "d\n");
        put("kuaishou/b/2026-11-20.jsonl.zst", Zstd.compress("b\n".getBytes(UTF_8)));
        var after = Files.size(data.resolve("events/kuaishou/b/2026-11-20.jsonl.zst"));
        put("kuaishou/b/2026-11-20.jsonl.after-" + after, "c\n");
        put("kuaishou/a/2026-11-22.jsonl.gz", gzip("a\n"));

        assertThat(texts()).containsExactly("f", "a", "b", "c", "d", "e");
        assertThat(EventFiles.of(data).all().map(EventFile::bytes)).startsWith(2L);
    }

    @Test
    void membersAndFramesOneAfterTheOtherAreOneFile() throws Exception {
        put("kuaishou/a/2026-11-20.jsonl.gz", together(gzip("1\n2\n"), gzip("3\n")));
        put(
                "kuaishou/a/2026-11-21.jsonl.zst",
                together(
                        Zstd.compress("4\n5\n".getBytes(UTF_8)),
                        Zstd.compress("6\n".getBytes(UTF_8))));

        assertThat(texts()).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void whatWasSetAsideAndIsInTheCompressedFileIsNotReadTwice() throws Exception {
        put("kuaishou/a/2026-11-20.jsonl.zst", Zstd.compress("1\n".getBytes(UTF_8)));
        put("kuaishou/a/2026-11-20.jsonl.after-0", "1\n");
        put("kuaishou/a/2026-11-20.jsonl.zst.tmp", "begun");
        put("kuaishou/a/2026-11-21.jsonl.after-0", "2\n");
        put("kuaishou/a/2026-11-21.jsonl.gz.tmp", "begun");

        assertThat(texts()).containsExactly("1", "2");
    }

    @Test
    void blankLinesAreSkippedAndCounted() throws Exception {
        put("kuaishou/a/2026-11-20.jsonl", "\n{}\n \t\r\n\n{\"a\":1}\r\n  ");

        assertThat(lines()).extracting(EventLine::number).containsExactly(2L, 5L);
    }

    @Test
    void aLastLineWithoutAnEndIsToldApart() throws Exception {
        put("kuaishou/a/2026-11-20.jsonl", "{}\n{\"小");

        assertThat(texts()).containsExactly("{}", "torn {\"小");
    }

    @Test
    void aLineIsReadWholeHoweverLongUpToTheBoundAndBeyondIsToldOnly() throws Exception {
        var longest = "x".repeat(EventLines.MAX_LINE_BYTES);
        put(
                "kuaishou/a/2026-11-20.jsonl",
                "1\n" + longest + "\n" + longest + "y\n2\n" + longest + "yz");

        assertThat(texts())
                .containsExactly(
                        "1",
                        longest,
                        "too long " + (EventLines.MAX_LINE_BYTES + 1),
                        "2",
                        "too long " + (EventLines.MAX_LINE_BYTES + 2));
    }

    @Test
    void aBombIsReadInLittleMemory() throws Exception {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 64; i++) {
                gzip.write(zeros);
            }
        }
        put("kuaishou/a/2026-11-20.jsonl.gz", bomb.toByteArray());

        assertThat(texts()).containsExactly("too long " + (64L << 20));
    }

    @Test
    void namesThatAreNoneOfOursAreSkippedAndCounted() throws Exception {
        put("kuaishou/a/2026-11-20.jsonl", "1\n");
        put(".housekeeping", "");
        put(".writing", "");
        put("huya/a/2026-11-20.jsonl", "no platform\n");
        put("ks/a/2026-11-20.jsonl", "no folder's name of a platform\n");
        put("kuaishou/a b/2026-11-20.jsonl", "no room\n");
        put("kuaishou/file", "no room\n");
        put("bilibili/x/2026-11-20.jsonl", "no room of that platform\n");
        for (var name : List.of(
                "2026-11-31.jsonl",
                "2026-13-01.jsonl",
                "0.jsonl",
                "2026-11-20.jsonl.bak",
                "2026-11-20.jsonl.after",
                "2026-11-20.jsonl.gz-7",
                "2026-11-20.jsonl.after-9999999999999999999999",
                "2026-11-20.JSONL",
                "x2026-11-20.jsonl")) {
            put("kuaishou/a/" + name, "no day\n");
        }
        Files.createDirectory(data.resolve("events/kuaishou/a/2026-11-25.jsonl"));
        Files.createSymbolicLink(
                data.resolve("events/kuaishou/a/2026-11-26.jsonl"), put("secret", "a link\n"));
        Files.createSymbolicLink(
                data.resolve("events/kuaishou/linked"), data.resolve("events/huya/a"));

        var files = EventFiles.of(data);

        assertThat(files.all().map(EventFile::path))
                .containsExactly(data.resolve("events/kuaishou/a/2026-11-20.jsonl"));
        assertThat(files.skipped()).isEqualTo(3 + 3 + 1 + 11);
    }

    @Test
    void noFolderIsNoFiles() throws Exception {
        assertThat(EventFiles.of(data.resolve("nowhere")).all()).isEmpty();
    }

    @Test
    void aFileThatIsGoneOrBrokenSaysSo() throws Exception {
        put("kuaishou/a/2026-11-20.jsonl.gz", "no gzip\n");
        var whole = Zstd.compress("1\n".repeat(10_000).getBytes(UTF_8));
        var cut = put(
                "kuaishou/a/2026-11-21.jsonl.zst",
                java.util.Arrays.copyOf(whole, whole.length - 3));
        var files = EventFiles.of(data);
        var listed = files.all().toList();

        assertThatThrownBy(() -> files.open(listed.get(0))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> {
                    try (var lines = files.open(listed.get(1))) {
                        while (lines.next() != null) {}
                    }
                })
                .isInstanceOf(IOException.class);
        Files.delete(cut);
        assertThatThrownBy(() -> files.open(listed.get(1))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void linesAreTheSameHoweverTheyFallIntoTheBuffer() throws Exception {
        var random = new Random(20261121);
        for (var round = 0; round < 50; round++) {
            var expected = new ArrayList<String>();
            for (var n = 0; n < 200; n++) {
                expected.add("小x".repeat(1 + random.nextInt(600)));
            }
            put("kuaishou/a/2026-11-20.jsonl", String.join("\n", expected) + "\n");

            assertThat(texts()).isEqualTo(expected);
        }
    }

    /** Whatever a room may be called: it is refused, or its folder is one of its platform's. */
    @Test
    void noRoomsNameLeadsOutOfItsPlatformsFolder() {
        var random = new Random(42);
        var hostile = List.of(
                "",
                ".",
                "..",
                "../x",
                "a/../../b",
                "/etc/passwd",
                "a\\b",
                "a\0b",
                "a\nb",
                "CON",
                "~",
                "$HOME",
                "%2e%2e",
                "．．",
                "a/b",
                "-rf",
                "小",
                "a:b",
                "*",
                "\u202e",
                "\ud800",
                "x".repeat(65),
                " a",
                "a ",
                ".hidden");
        var accepted = 0;
        for (var n = 0; n < 20_000; n++) {
            var id = n < hostile.size() ? hostile.get(n) : random(random, hostile);
            for (var platform : Platform.values()) {
                RoomId room;
                try {
                    room = RoomId.parse(platform.label() + ":" + id);
                } catch (BadRoomId e) {
                    continue;
                }
                accepted++;
                var lines = new RoomLines(room);
                lines.add(List.of(), 0, new LineBuffers());
                var events = data.resolve("events");
                assertThat(lines.path(events).normalize())
                        .isEqualTo(lines.path(events))
                        .hasParentRaw(events.resolve(platform.label()).resolve(id));
                assertThat(lines.path(events).getParent().getParent())
                        .isEqualTo(events.resolve(platform.label()));
            }
        }
        assertThat(accepted).isPositive();
        assertThat(new RoomId(Platform.KUAISHOU, "-rf").id()).isEqualTo("-rf");
        assertThat(room(1)).isNotNull();
    }

    private static String random(Random random, List<String> parts) {
        var text = new StringBuilder();
        for (var i = random.nextInt(4); i >= 0; i--) {
            text.append(
                    random.nextBoolean()
                            ? parts.get(random.nextInt(parts.size()))
                            : String.valueOf(
                                    (char) random.nextInt(random.nextBoolean() ? 128 : 65_536)));
        }
        return text.toString();
    }
}
