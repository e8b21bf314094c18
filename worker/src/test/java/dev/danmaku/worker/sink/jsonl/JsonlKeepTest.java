package dev.danmaku.worker.sink.jsonl;

import static dev.danmaku.worker.sink.jsonl.EventFilesTest.gzip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.JsonlSettings.Compression;
import dev.danmaku.config.StoreSettings.Keep;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which days go. */
@Timeout(60)
class JsonlKeepTest extends JsonlFolders {

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
}
