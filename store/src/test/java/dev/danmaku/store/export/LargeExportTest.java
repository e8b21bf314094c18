package dev.danmaku.store.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.EventStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** More events than a heap of 40 MiB holds go into every format. */
@Timeout(300)
class LargeExportTest {
    private static final int EVENTS = 300_000;
    private static final int BATCH = 20_000;

    @TempDir
    Path folder;

    /** Exports everything in each format, and says how much of it was taken. */
    static final class Export {
        private Export() {}

        public static void main(String[] args) throws Exception {
            try (var store = EventStore.open(StoreSettings.at(StorePlace.parse(args[0])))) {
                for (var format : ExportFormat.values()) {
                    var writer = format.open(
                            OutputStream.nullOutputStream(),
                            new Recording(Platform.BILIBILI, "7", null, 0));
                    var count = 0;
                    try (var events = store.reader().stream(query(format))) {
                        while (events.hasNext()) {
                            count += writer.write(events.next()) ? 1 : 0;
                        }
                    }
                    writer.finish();
                    System.out.println(format.label() + " " + count);
                }
            }
        }
    }

    /** What it has a place for, as the command asks. */
    private static EventQuery query(ExportFormat format) {
        return EventQuery.all().types(format.types().toArray(String[]::new));
    }

    @Test
    void eventsBeyondTheHeapAreExported() throws Exception {
        var url = "sqlite:" + folder.resolve("large.db");
        try (var store = EventStore.open(StoreSettings.at(StorePlace.parse(url)))) {
            for (var first = 0; first < EVENTS; first += BATCH) {
                store.writer()
                        .write(IntStream.range(first, first + BATCH)
                                .mapToObj(LargeExportTest::event)
                                .toList());
            }
        }

        var exporter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Export.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        try (var lines = exporter.inputReader()) {
            assertThat(lines.lines().toList())
                    .containsExactly("jsonl 300000", "csv 300000", "xml 6000", "ass 6000");
        }
        assertThat(exporter.waitFor()).isZero();
    }

    /** A chat a second, and many likes: what has no words is stored much quicker. */
    private static Event event(int i) {
        var user = User.of("" + i % 1000, "somebody");
        var body = i % 50 == 0 ? new Chat(user, "text " + i, null, null, null) : new Like(user, i);
        var at = Written.START + i * 20L;
        return new Event(Platform.BILIBILI, "7", at, at, "id:" + i, null, null, body, null);
    }
}
