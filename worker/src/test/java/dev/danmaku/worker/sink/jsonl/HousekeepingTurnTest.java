package dev.danmaku.worker.sink.jsonl;

import static dev.danmaku.worker.sink.jsonl.EventFilesTest.gzip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.JsonlSettings.Compression;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several look after the same folders. */
@Timeout(60)
class HousekeepingTurnTest extends JsonlFolders {

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
}
