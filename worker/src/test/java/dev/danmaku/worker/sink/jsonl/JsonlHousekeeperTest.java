package dev.danmaku.worker.sink.jsonl;

import static dev.danmaku.worker.sink.jsonl.EventFilesTest.gzip;
import static dev.danmaku.worker.sink.jsonl.EventFilesTest.together;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.config.JsonlSettings;
import dev.danmaku.config.JsonlSettings.Compression;
import dev.danmaku.testing.ManualClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What becomes of folders as writers and crashes leave them. */
@Timeout(60)
class JsonlHousekeeperTest extends JsonlFolders {

    private static String compressedName(Compression compress) {
        return "2026-11-21.jsonl." + (compress == Compression.GZIP ? "gz" : "zst");
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
    void aFolderWithoutEventsIsLeftAsItIs() {
        housekeeper(Compression.ZSTD).round();

        assertThat(data).isEmptyDirectory();
    }
}
