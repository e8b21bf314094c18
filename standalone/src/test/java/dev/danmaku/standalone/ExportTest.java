package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventJson;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.standalone.cluster.ChildProcess;
import dev.danmaku.store.EventStore;
import dev.danmaku.store.RandomEvents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code danmaku export}, as scripts see it. */
@Timeout(120)
class ExportTest {
    private static final long NOON = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();
    private static final RoomId ROOM = new RoomId(Platform.BILIBILI, "5440");

    @TempDir
    Path folder;

    private Console export(String... more) {
        var arguments = new ArrayList<>(
                List.of("export", "bilibili:5440", "--store", "sqlite:" + database()));
        arguments.addAll(List.of(more));
        return Console.run(folder, arguments.toArray(String[]::new));
    }

    private Path database() {
        return folder.resolve("store/events.db");
    }

    private void store(List<Event> events) {
        try (var store = EventStore.open(StoreSettings.at(new StorePlace.Sqlite(database())))) {
            for (var from = 0; from < events.size(); from += 10_000) {
                store.writer().write(events.subList(from, Math.min(from + 10_000, events.size())));
            }
        }
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static Event chat(long at, String text) {
        return new Event(
                Platform.BILIBILI,
                "5440",
                at,
                at,
                "id:" + at,
                null,
                null,
                new Chat(User.of("1", "n"), text, null, null, null),
                null);
    }

    @Test
    void aRoomsEventsAreWrittenToAFileOfItsName() throws Exception {
        var events = new RandomEvents(1).of(ROOM, NOON, 500);
        store(events);
        store(List.of(chat(NOON, "of another room").in("7")));

        var console = export();

        assertThat(console.exitCode()).as(console::err).isZero();
        assertThat(console.out()).isEmpty();
        var name = files().getFirst();
        assertThat(files()).hasSize(1);
        assertThat(name).matches("bilibili-5440-20261120T1200\\d\\dZ\\.jsonl");
        assertThat(console.err()).contains("500 events", name);
        assertThat(Files.readString(folder.resolve(name))).isEqualTo(lines(events));
    }

    private static String lines(List<Event> events) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var json = EventJson.generator(bytes)) {
            events.forEach(event -> EventJson.write(event, json));
        }
        return bytes.toString(UTF_8) + "\n";
    }

    @Test
    void rangeTypesFormatAndFileAreChosen() throws Exception {
        store(List.of(
                chat(NOON - 1, "before"),
                chat(NOON, "first"),
                chat(NOON + 2_500, "second"),
                chat(NOON + 10_000, "after")));

        var console = export(
                "--from",
                "2026-11-20T12:00:00Z",
                "--to",
                "" + (NOON + 10_000),
                "--offset",
                "-1",
                "-o",
                "recording.xml");

        assertThat(console.exitCode()).as(console::err).isZero();
        assertThat(console.err()).contains("left out: 1 before the recording began");
        assertThat(Files.readString(folder.resolve("recording.xml")))
                .contains("<d p=\"1.500,1,25,", ">second</d>")
                .doesNotContain("first", "before", "after");
        assertThat(export("--types", "gift,like").exitCode()).isEqualTo(3);
    }

    @Test
    void standardOutputHasTheEventsAndNothingElse() throws Exception {
        store(List.of(chat(NOON, "first")));

        var console = export("-o", "-", "--format", "csv");

        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).startsWith("time,at,").contains(",first,").hasLineCount(2);
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileThatIsThereStaysUnlessForced() throws Exception {
        store(List.of(chat(NOON, "first")));
        Files.writeString(folder.resolve("mine.jsonl"), "mine");
        Files.createSymbolicLink(folder.resolve("link.jsonl"), folder.resolve("mine.jsonl"));

        var refused = export("-o", "mine.jsonl");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("it is there already; --force writes over it");
        assertThat(Files.readString(folder.resolve("mine.jsonl"))).isEqualTo("mine");
        assertThat(export("-o", "link.jsonl", "--force").exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("mine.jsonl"))).contains("first");
        assertThat(folder.resolve("link.jsonl")).isSymbolicLink();
        assertThat(export("-o", "/dev/null", "--force").exitCode()).isEqualTo(2);
        assertThat(export("-o", ".", "--force").exitCode()).isEqualTo(2);
        assertThat(export("-o", "none/such.csv").exitCode()).isEqualTo(1);
    }

    @Test
    void withoutAStoreOrEventsThereIsASentenceAndNoFile() throws Exception {
        var none = export();
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err())
                .contains(
                        "there is no store", "danmaku import", "danmaku.sinks.enabled=jsonl,store");
        assertThat(database()).doesNotExist();

        store(List.of(chat(NOON, "x").in("another")));
        var empty = export();
        assertThat(empty.exitCode()).isEqualTo(3);
        assertThat(empty.err()).contains("bilibili:5440 has no such events");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsInterruptedOrKilledLeavesNoFileOfThatName() throws Exception {
        store(IntStream.range(0, 150_000)
                .mapToObj(i -> new Event(
                        Platform.BILIBILI,
                        "5440",
                        NOON + i,
                        NOON + i,
                        "id:" + i,
                        null,
                        null,
                        new Like(User.of("1", "n"), i),
                        null))
                .toList());
        var command = List.of(
                "export", "bilibili:5440", "--store", "sqlite:" + database(), "-o", "out.csv");

        var interrupted = Console.start("", Map.of(), folder, command.toArray(String[]::new));
        awaitPartial(folder);
        assertThat(interrupted.interrupt().exitCode()).isEqualTo(130);
        assertThat(files()).isEmpty();

        var killed = ChildProcess.start("export", folder.resolve("child"), Map.of(), command);
        awaitPartial(folder.resolve("child"));
        killed.kill();
        assertThat(folder.resolve("child/out.csv")).doesNotExist();

        assertThat(export("-o", "out.csv").exitCode()).isZero();
        assertThat(files()).containsExactly("out.csv");
        try (var lines = Files.lines(folder.resolve("out.csv"))) {
            assertThat(lines.count()).isEqualTo(150_001);
        }
    }

    private static void awaitPartial(Path where) {
        await("an export under way")
                .pollInterval(java.time.Duration.ofMillis(5))
                .until(() -> {
                    try (var files = Files.list(where)) {
                        return files.anyMatch(file -> file.toString().endsWith(".part")
                                && file.toFile().length() > 0);
                    } catch (IOException e) {
                        return false;
                    }
                });
    }
}
