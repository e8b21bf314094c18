package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdOutputStream;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventJson;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.RandomEvents;
import dev.danmaku.testing.servers.RequiresPostgres;
import dev.danmaku.testing.servers.SharedServers;
import dev.danmaku.testing.servers.TestPostgres;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** {@code danmaku import}, as scripts see it, and the way round: store, file, store, file. */
@Timeout(120)
class ImportTest {
    private static final long NOON = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();
    private static final RoomId ROOM = new RoomId(Platform.BILIBILI, "5440");

    @TempDir
    Path folder;

    private int number;

    private String newStore() {
        return "sqlite:" + folder.resolve("stores/" + number++ + ".db");
    }

    private static byte[] lines(List<Event> events) {
        var bytes = new ByteArrayOutputStream();
        try (var json = EventJson.generator(bytes)) {
            events.forEach(event -> EventJson.write(event, json));
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static List<Event> events(long seed, int count) {
        return new RandomEvents(seed).of(ROOM, NOON, count);
    }

    private Console in(String store, String... files) {
        var arguments = new java.util.ArrayList<>(List.of("import", "--store", store));
        arguments.addAll(List.of(files));
        return Console.run(folder, arguments.toArray(String[]::new));
    }

    private byte[] out(String store) throws IOException {
        var file = "out" + number++ + ".jsonl";
        var console = Console.run(folder, "export", ROOM.toString(), "--store", store, "-o", file);
        assertThat(console.exitCode()).as(console::err).isZero();
        return Files.readAllBytes(folder.resolve(file));
    }

    @Test
    void whatIsExportedAndImportedAndExportedIsTheSameFile() throws Exception {
        goesRound(newStore(), newStore());
    }

    @Test
    @RequiresPostgres
    void alsoFromPostgresToPostgres() throws Exception {
        goesRound(
                SharedServers.postgres().newDatabase(), SharedServers.postgres().newDatabase());
    }

    @Test
    @RequiresPostgres
    void alsoFromSqliteToPostgresAndBack() throws Exception {
        goesRound(newStore(), SharedServers.postgres().newDatabase());
        goesRound(SharedServers.postgres().newDatabase(), newStore());
    }

    private void goesRound(String first, String second) throws IOException {
        Files.write(folder.resolve("origin.jsonl"), lines(events(number + 20L, 5000)));
        assertThat(in(first, "origin.jsonl").exitCode()).isZero();
        var before = out(first);
        Files.write(folder.resolve("round.jsonl"), before);

        var console = in(second, "round.jsonl");

        assertThat(console.exitCode()).as(console::err).isZero();
        assertThat(console.out()).startsWith("5,000 new, 0 replaced, 0 already there, 0 unfit");
        assertThat(out(second))
                .isEqualTo(before)
                .isEqualTo(Files.readAllBytes(folder.resolve("origin.jsonl")));
        assertThat(in(second, "round.jsonl").out())
                .startsWith("0 new, 0 replaced, 5,000 already there");
    }

    @Test
    void filesMayBeCompressedFoldersAreWalkedAndStandardInputIsRead() throws Exception {
        var events = events(30, 4000);
        var days = Files.createDirectories(folder.resolve("events/bilibili/5440"));
        Files.write(days.resolve("2026-11-18.jsonl"), lines(events.subList(0, 1000)));
        try (var gzip =
                new GZIPOutputStream(Files.newOutputStream(days.resolve("2026-11-19.jsonl.gz")))) {
            gzip.write(lines(events.subList(1000, 2000)));
        }
        try (var zstd =
                new ZstdOutputStream(Files.newOutputStream(days.resolve("2026-11-20.jsonl.zst")))) {
            zstd.write(lines(events.subList(2000, 3000)));
        }
        Files.writeString(days.resolve("notes.txt"), "no events");
        Files.write(days.resolve(".2026-11-21.jsonl"), lines(events.subList(3000, 3500)));
        var store = newStore();

        var console = in(store, "events");
        var piped = Console.runWith(
                new String(lines(events.subList(3000, 4000)), UTF_8),
                Map.of(),
                folder,
                "import",
                "-",
                "--store",
                store);

        assertThat(console.exitCode()).as(console::err).isZero();
        assertThat(console.out()).startsWith("3,000 new");
        assertThat(piped.out()).startsWith("1,000 new");
        assertThat(out(store)).isEqualTo(lines(events));
    }

    @Test
    void brokenLinesAreToldAndPassedOverAndATornLastOneIsNoMistake() throws Exception {
        var good = new String(lines(events(31, 2)), UTF_8);
        Files.writeString(folder.resolve("broken.jsonl"), "no json\n" + good + "\n{\"v\":1}\n[]\n");
        Files.writeString(folder.resolve("torn.jsonl"), good + "{\"v\":1,\"platf");
        Files.write(folder.resolve("latin.jsonl"), new byte[] {'"', (byte) 0xe9, '"', '\n'});
        var store = newStore();

        var broken = in(store, "broken.jsonl", "latin.jsonl");
        assertThat(broken.exitCode()).isEqualTo(3);
        assertThat(broken.out()).startsWith("2 new").contains("4 lines are no events");
        assertThat(broken.err())
                .contains(
                        "broken.jsonl line 1 is no event: it is no JSON",
                        "line 5 is no event",
                        "line 6 is",
                        "no UTF-8");

        var torn = in(newStore(), "torn.jsonl");
        assertThat(torn.exitCode()).isZero();
        assertThat(torn.out()).startsWith("2 new").contains("0 lines are no events");
        assertThat(torn.err()).contains("torn.jsonl ends within its last line (3)");

        var strict = in(newStore(), "broken.jsonl", "torn.jsonl", "--strict");
        assertThat(strict.exitCode()).isEqualTo(1);
        assertThat(strict.out()).startsWith("0 new");
    }

    @Test
    void whatHasNoRoomIsUnfitAndAnEmptyFolderOrATornArchiveFails() throws Exception {
        Files.writeString(
                folder.resolve("unfit.jsonl"),
                "{\"v\":1,\"platform\":\"douyu\",\"type\":\"notice\",\"at\":1,\"receivedAt\":1,\"key\":\"k\",\"text\":\"x\"}\n");
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(lines(events(32, 500)));
        }
        Files.write(
                folder.resolve("torn.gz"),
                java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9));
        Files.createDirectories(folder.resolve("empty"));

        assertThat(in(newStore(), "unfit.jsonl").exitCode()).isEqualTo(3);
        assertThat(in(newStore(), "empty").exitCode()).isEqualTo(1);
        var torn = in(newStore(), "torn.gz", "unfit.jsonl");
        assertThat(torn.exitCode()).isEqualTo(1);
        assertThat(torn.err()).contains("torn.gz is broken after line");
        assertThat(torn.out()).contains("1 unfit");
    }

    @Test
    @RequiresPostgres
    void aDatabaseThatComesBackIsWaitedForAndOneThatDoesNotEndsItWithASentence() throws Exception {
        Files.write(folder.resolve("many.jsonl"), lines(events(33, 3000)));
        try (var postgres = TestPostgres.start()) {
            var store = postgres.newDatabase();
            assertThat(in(store, "many.jsonl").exitCode()).isZero();
            Files.write(folder.resolve("more.jsonl"), lines(events(34, 3000)));
            postgres.stop();

            var given = Console.run(
                    folder,
                    "import",
                    "more.jsonl",
                    "--store",
                    store,
                    "--patience",
                    "3",
                    "--danmaku.store.timeout=1s");
            assertThat(given.exitCode()).isEqualTo(1);
            assertThat(given.err()).contains("trying again for 3 s", "run it again to finish");

            var waiting = Console.start(
                    "",
                    Map.of(),
                    folder,
                    "import",
                    "more.jsonl",
                    "--store",
                    store,
                    "--danmaku.store.timeout=1s");
            await().until(() -> waiting.err().contains("trying again for 60 s"));
            postgres.restart();
            assertThat(waiting.exitCode()).as(waiting::err).isZero();
        }
    }
}
