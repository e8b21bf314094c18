package dev.danmaku.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.testing.servers.RequiresPostgres;
import dev.danmaku.testing.servers.SharedServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Far more is read than fits into memory, by a process whose heap is small. */
class LargeStreamTest {
    private static final int BATCHES = 60;
    private static final int BATCH = 1000;
    private static final String TEXT = "长".repeat(1000);

    @TempDir
    Path folder;

    /** Counts what there is, once as everything and once as what was said. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] args) {
            try (var store = EventStore.open(StoreSettings.at(StorePlace.parse(args[0])))) {
                for (var query : List.of(EventQuery.all(), EventQuery.all().saying("长"))) {
                    try (var stream = store.reader().stream(query)) {
                        var count = 0;
                        while (stream.hasNext()) {
                            stream.next();
                            count++;
                        }
                        System.out.println(count);
                    }
                }
            }
        }
    }

    @Test
    void aHundredMegabytesStreamOutOfSqliteThroughASmallHeap() throws Exception {
        streams("sqlite:" + folder.resolve("large.db"));
    }

    @Test
    @RequiresPostgres
    void aHundredMegabytesStreamOutOfPostgresThroughASmallHeap() throws Exception {
        streams(SharedServers.postgres().newDatabase());
    }

    private static void streams(String url) throws Exception {
        try (var store = EventStore.open(StoreSettings.at(StorePlace.parse(url)))) {
            for (var batch = 0; batch < BATCHES; batch++) {
                var first = batch * BATCH;
                store.writer()
                        .write(IntStream.range(first, first + BATCH)
                                .mapToObj(i -> Events.chat(
                                        "" + i % 7, Events.NOON + i, "id:" + i, TEXT + i))
                                .toList());
            }
        }

        var reader = Jvm.start(List.of("-Xmx32m"), Reading.class, url);

        try (var lines = reader.inputReader()) {
            assertThat(lines.lines().toList())
                    .containsExactly("" + BATCHES * BATCH, "" + BATCHES * BATCH);
        }
        assertThat(reader.waitFor()).isZero();
    }
}
