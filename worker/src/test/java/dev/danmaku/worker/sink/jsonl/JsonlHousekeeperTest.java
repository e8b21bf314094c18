package dev.danmaku.worker.sink.jsonl;

import static dev.danmaku.worker.sink.Chats.chats;
import static dev.danmaku.worker.sink.Chats.lines;
import static dev.danmaku.worker.sink.Chats.room;
import static dev.danmaku.worker.sink.jsonl.EventFilesTest.gzip;
import static dev.danmaku.worker.sink.jsonl.EventFilesTest.together;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;

import dev.danmaku.config.JsonlSettings;
import dev.danmaku.config.JsonlSettings.Compression;
import dev.danmaku.config.JsonlSettings.Fsync;
import dev.danmaku.config.StoreSettings.Keep;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.ManualClock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Folders as writers and crashes leave them, and what becomes of them. */
@Timeout(60)
class JsonlHousekeeperTest {
    private static final String FIRST = lines(chats(room(1), 0, 500));
    private static final String LATE = lines(chats(room(1), 500, 20));
    private static final String LATER = lines(chats(room(1), 520, 3));

    @TempDir
    Path data;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T01:00:00Z"));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final FaultyDisk disk = new FaultyDisk();

    private JsonlHousekeeper housekeeper(Compression compress, Keep keep) {
        var settings = new JsonlSettings(
                compress,
                Duration.ofHours(1),
                Fsync.NEVER,
                Duration.ofSeconds(1),
                Map.of(Platform.KUAISHOU, keep));
        return new JsonlHousekeeper(data, settings, disk, clock, new JsonlMetrics(metrics));
    }

    private JsonlHousekeeper housekeeper(Compression compress) {
        return housekeeper(compress, Keep.ALL);
    }

    private Path path(String name) {
        return data.resolve("events/kuaishou/room-1").resolve(name);
    }

    /** A file that nobody has changed for a while. */
    private Path put(String name, byte[] bytes) throws IOException {
        var file = path(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return rest(file);
    }

    private Path put(String name, String text) throws IOException {
        return put(name, text.getBytes(UTF_8));
    }

    private Path rest(Path file) throws IOException {
        return Files.setLastModifiedTime(
                file, FileTime.from(clock.instant().minus(DayCompressor.QUIET)));
    }

    private static byte[] compressed(Compression compress, String text) throws IOException {
        return compress == Compression.GZIP ? gzip(text) : Zstd.compress(text.getBytes(UTF_8));
    }

    private static String compressedName(Compression compress) {
        return "2026-11-21.jsonl." + (compress == Compression.GZIP ? "gz" : "zst");
    }

    private List<String> names() throws IOException {
        return RoomFolder.names(path(""));
    }

    /** All that a reader finds of the room. */
    private String read() throws IOException {
        return read(data);
    }

    static String read(Path data) throws IOException {
        var files = EventFiles.of(data);
        var all = new StringBuilder();
        for (var file : files.all().toList()) {
            try (var lines = files.open(file)) {
                for (var line = lines.next(); line != null; line = lines.next()) {
                    all.append(((EventLine.Whole) line).text()).append('\n');
                }
            }
        }
        assertThat(files.skipped()).isZero();
        return all.toString();
    }

    private double counted(String name) {
        return metrics.get("danmaku.jsonl." + name).counter().count();
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, mode = Mode.EXCLUDE, names = "NONE")
    void aDayThatIsOverIsCompressedAndReadsTheSame(Compression compress) throws Exception {
        put("2026-11-21.jsonl", FIRST);
        var today = put("2026-11-22.jsonl", LATE);

        housekeeper(compress).round();

        assertThat(names()).containsExactly(compressedName(compress), "2026-11-22.jsonl");
        assertThat(Files.size(path(compressedName(compress)))).isLessThan(FIRST.length() / 4);
        assertThat(today).hasContent(LATE);
        assertThat(read()).isEqualTo(FIRST + LATE);
        assertThat(counted("compressed.bytes")).isEqualTo(FIRST.getBytes(UTF_8).length);
        // forced before the plain file went
        assertThat(disk.synced).containsExactly(path(""));
    }

    @Test
    void withoutCompressionFilesStayAsTheyAre() throws Exception {
        put("2026-11-21.jsonl", FIRST);

        housekeeper(Compression.NONE).round();

        assertThat(names()).containsExactly("2026-11-21.jsonl");
        assertThat(read()).isEqualTo(FIRST);
    }

    @Test
    void aDayIsCompressedNoSoonerThanTheSettingSays() throws Exception {
        var early = new ManualClock(Instant.parse("2026-11-22T00:59:59.999Z"));
        put("2026-11-21.jsonl", FIRST);
        var housekeeper = new JsonlHousekeeper(
                data, JsonlSettings.DEFAULTS, disk, early, new JsonlMetrics(metrics));

        housekeeper.round();
        assertThat(names()).containsExactly("2026-11-21.jsonl");

        early.advance(Duration.ofMinutes(1));
        housekeeper.round();
        assertThat(names()).containsExactly("2026-11-21.jsonl.zst");
    }

    @Test
    void aFileThatChangedInTheLastMinuteIsLeftAlone() throws Exception {
        var file = put("2026-11-21.jsonl", FIRST + "{\"torn");
        Files.setLastModifiedTime(
                file, FileTime.from(clock.instant().minus(DayCompressor.QUIET).plusMillis(1)));

        housekeeper(Compression.ZSTD).round();

        assertThat(names()).containsExactly("2026-11-21.jsonl");
        assertThat(file).hasContent(FIRST + "{\"torn");
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, mode = Mode.EXCLUDE, names = "NONE")
    void lateEventsAreAddedToWhatIsCompressedAsItIs(Compression compress) throws Exception {
        put("2026-11-21.jsonl", FIRST);
        var housekeeper = housekeeper(compress);
        housekeeper.round();
        var before = Files.readAllBytes(path(compressedName(compress)));
        for (var late : List.of(LATE, LATER)) {
            put("2026-11-21.jsonl", late);
            housekeeper.round();
        }

        assertThat(names()).containsExactly(compressedName(compress));
        assertThat(read()).isEqualTo(FIRST + LATE + LATER);
        assertThat(Arrays.copyOf(Files.readAllBytes(path(compressedName(compress))), before.length))
                .isEqualTo(before);
    }

    @Test
    void whatIsCompressedStaysWhatItIsWhenTheSettingChanges() throws Exception {
        put("2026-11-21.jsonl.gz", gzip(FIRST));
        put("2026-11-21.jsonl", LATE);

        housekeeper(Compression.ZSTD).round();

        assertThat(names()).containsExactly("2026-11-21.jsonl.gz");
        assertThat(read()).isEqualTo(FIRST + LATE);
    }

    /** How far a compression got before the crash; the comment of {@link DayCompressor} numbers them. */
    private enum Crash {
        SET_ASIDE,
        HALF_MADE,
        MADE,
        IN_PLACE
    }

    private void crashAt(Crash crash, Compression compress, byte[] before, String plain)
            throws IOException {
        var after = together(before, compressed(compress, plain));
        put("2026-11-21.jsonl.after-" + before.length, plain);
        if (before.length > 0) {
            put(compressedName(compress), before);
        }
        switch (crash) {
            case SET_ASIDE -> {}
            case HALF_MADE ->
                put(compressedName(compress) + ".tmp", Arrays.copyOf(after, after.length - 5));
            case MADE -> put(compressedName(compress) + ".tmp", after);
            case IN_PLACE -> put(compressedName(compress), after);
        }
    }

    @ParameterizedTest
    @EnumSource(Crash.class)
    void aCrashAtAnyPointOfItLosesAndDoublesNothing(Crash crash) throws Exception {
        for (var compress : List.of(Compression.GZIP, Compression.ZSTD)) {
            for (var next : List.of(Compression.GZIP, Compression.ZSTD, Compression.NONE)) {
                for (var earlier : List.of("", FIRST)) {
                    for (var later : List.of("", LATER)) {
                        var before =
                                earlier.isEmpty() ? new byte[0] : compressed(compress, earlier);
                        crashAt(crash, compress, before, LATE);
                        if (!later.isEmpty()) {
                            put("2026-11-21.jsonl", later);
                        }

                        assertThat(read()).isEqualTo(earlier + LATE + later);
                        housekeeper(next).round();
                        assertThat(read()).isEqualTo(earlier + LATE + later);
                        assertThat(names())
                                .hasSize(next == Compression.NONE && !later.isEmpty() ? 2 : 1);

                        for (var name : names()) {
                            Files.delete(path(name));
                        }
                    }
                }
            }
        }
    }

    @Test
    void whoHoldsTheTurnCanEndWhatACrashInterrupted() throws Exception {
        crashAt(Crash.HALF_MADE, Compression.GZIP, gzip(FIRST), LATE);

        try (var turn = HousekeepingTurn.tryTake(data).orElseThrow()) {
            turn.settle();
            assertThat(HousekeepingTurn.tryTake(data)).isEmpty();
        }

        assertThat(names()).containsExactly("2026-11-21.jsonl.gz");
        assertThat(read()).isEqualTo(FIRST + LATE);
    }

    @Test
    void aCompressedFileThatSomebodyDeletedTakesNothingElseWithIt() throws Exception {
        put("2026-11-21.jsonl.after-4711", LATE);

        housekeeper(Compression.ZSTD).round();

        assertThat(read()).isEqualTo(LATE);
    }

    @Test
    void whatCannotBeCompressedStaysReadableAndIsTriedAgain() throws Exception {
        put("2026-11-21.jsonl", FIRST);
        // where the new file should be made
        put("2026-11-21.jsonl.zst.tmp/in the way", "");
        var housekeeper = housekeeper(Compression.ZSTD);

        housekeeper.round();
        put("2026-11-21.jsonl", LATE);
        housekeeper.round();

        assertThat(names())
                .containsExactly(
                        "2026-11-21.jsonl", "2026-11-21.jsonl.after-0", "2026-11-21.jsonl.zst.tmp");
        assertThat(path("2026-11-21.jsonl.after-0")).hasContent(FIRST);
        assertThat(counted("housekeeping.errors")).isEqualTo(2);

        Files.delete(path("2026-11-21.jsonl.zst.tmp/in the way"));
        Files.delete(path("2026-11-21.jsonl.zst.tmp"));
        housekeeper.round();
        assertThat(names()).containsExactly("2026-11-21.jsonl.zst");
        assertThat(read()).isEqualTo(FIRST + LATE);
    }

    @Test
    void aTornLastLineIsCutOffAlsoOfDaysThatAreNotOver() throws Exception {
        put("2026-11-21.jsonl", FIRST + "{\"小");
        put("2026-11-22.jsonl", LATE + "{");

        housekeeper(Compression.ZSTD).round();

        assertThat(read()).isEqualTo(FIRST + LATE);
        assertThat(counted("mended.files")).isEqualTo(2);
        assertThat(counted("mended.bytes")).isEqualTo(6);
    }

    @Test
    void wholeDaysGoTheOldestFirstPlainOrCompressedButNeverTodays() throws Exception {
        put("2026-11-19.jsonl.gz", gzip(FIRST));
        put("2026-11-20.jsonl.zst", compressed(Compression.ZSTD, FIRST));
        put("2026-11-20.jsonl", FIRST);
        put("2026-11-21.jsonl", LATE);
        put("2026-11-22.jsonl", LATER);
        put("../room-2/2026-11-20.jsonl", FIRST);
        put("../room-3/2026-11-22.jsonl", FIRST);
        put("../../douyu/9/2026-11-01.jsonl", FIRST);

        housekeeper(Compression.NONE, new Keep(2, 0)).round();

        assertThat(names()).containsExactly("2026-11-21.jsonl", "2026-11-22.jsonl");
        assertThat(RoomFolder.names(path("..").normalize())).containsExactly("room-1", "room-3");
        assertThat(path("../../douyu/9/2026-11-01.jsonl")).exists();
        assertThat(counted("dropped.files")).isEqualTo(4);
        assertThat(counted("dropped.bytes")).isGreaterThan(2 * FIRST.length());

        housekeeper(Compression.NONE, new Keep(1, 0)).round();
        assertThat(names()).containsExactly("2026-11-22.jsonl");
    }

    @Test
    void theOldestDaysGoUntilTheRestFits() throws Exception {
        var half = ("x".repeat(1023) + "\n").repeat(512);
        put("2026-11-19.jsonl", half);
        put("2026-11-20.jsonl", half);
        put("../room-2/2026-11-20.jsonl", half);
        put("2026-11-21.jsonl", half);
        put("2026-11-22.jsonl", half);

        housekeeper(Compression.NONE, new Keep(0, 2)).round();
        assertThat(names())
                .containsExactly("2026-11-20.jsonl", "2026-11-21.jsonl", "2026-11-22.jsonl");

        housekeeper(Compression.NONE, new Keep(0, 1)).round();
        assertThat(names()).containsExactly("2026-11-21.jsonl", "2026-11-22.jsonl");
        assertThat(path("../room-2")).doesNotExist();

        put("2026-11-22.jsonl", half.repeat(3));
        housekeeper(Compression.NONE, new Keep(0, 1)).round();
        assertThat(names()).containsExactly("2026-11-22.jsonl");
    }

    @Test
    void severalAtOnceDoNoHarm() throws Exception {
        var expected = new StringBuilder();
        for (var n = 1; n < 30; n++) {
            put("../room-" + n + "/2026-11-21.jsonl", FIRST);
            put("../room-" + n + "/2026-11-21.jsonl.gz", gzip(LATE));
            put("../room-" + n + "/2026-11-20.jsonl", LATER);
            expected.append(LATER).append(LATE).append(FIRST);
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            var rounds = new ArrayList<Future<?>>();
            for (var n = 0; n < 8; n++) {
                rounds.add(threads.submit(() -> housekeeper(Compression.ZSTD).round()));
            }
            for (var round : rounds) {
                round.get(30, TimeUnit.SECONDS);
            }
        }

        assertThat(read()).isEqualTo(expected.toString());
        assertThat(names()).containsExactly("2026-11-20.jsonl.zst", "2026-11-21.jsonl.gz");
        assertThat(counted("housekeeping.errors")).isZero();
    }

    @Test
    void aTurnOfAnotherProcessIsWaitedForUntilItEndsOrThatDies() throws Exception {
        put("2026-11-21.jsonl", FIRST);
        var source = Files.writeString(data.resolve("Holder.java"), """
                void main(String[] args) throws Exception {
                    var file = java.nio.channels.FileChannel.open(java.nio.file.Path.of(args[0]),
                        java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE);
                    var lock = file.lock();
                    System.out.println(lock.isValid());
                    System.in.read();
                }
                """);
        var holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        source.toString(),
                        data.resolve("events").resolve(HousekeepingTurn.FILE).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = holder.inputReader()) {
            assertThat(said.readLine()).isEqualTo("true");

            housekeeper(Compression.ZSTD).round();
            assertThat(names()).containsExactly("2026-11-21.jsonl");
        } finally {
            holder.destroyForcibly().waitFor();
        }

        housekeeper(Compression.ZSTD).round();
        assertThat(names()).containsExactly("2026-11-21.jsonl.zst");
    }

    @Test
    void aFolderWithoutEventsIsLeftAsItIs() {
        housekeeper(Compression.ZSTD).round();

        assertThat(data).isEmptyDirectory();
    }
}
