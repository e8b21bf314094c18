package dev.danmaku.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.event.Event;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What was confirmed outlives the process that wrote it. */
class KilledWriterTest {
    private static final int BATCH = 50;

    @TempDir
    Path folder;

    /** Writes batch after batch, and says the number of each that is confirmed. */
    static final class Writing {
        private Writing() {}

        public static void main(String[] args) {
            var store = EventStore.open(StoreSettings.at(new StorePlace.Sqlite(Path.of(args[0]))));
            for (var batch = 0; ; batch++) {
                store.writer().write(batch(batch));
                System.out.println(batch);
            }
        }

        private static List<Event> batch(int number) {
            return IntStream.range(number * BATCH, (number + 1) * BATCH)
                    .mapToObj(i -> Events.chat("7", Events.NOON + i, "id:" + i, "text " + i))
                    .toList();
        }
    }

    @RepeatedTest(3)
    void aKilledWritersFileOpensAndHasEveryConfirmedBatchAsAWhole() throws Exception {
        var file = folder.resolve("killed.db");
        var confirmed = 0;
        var writer = Jvm.start(List.of(), Writing.class, file.toString());
        var enough = 20 + new Random().nextInt(100);
        try (var lines = writer.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                confirmed = Integer.parseInt(line) + 1;
                if (confirmed == enough) {
                    var _ = writer.toHandle().destroyForcibly();
                }
            }
        }

        try (var store = EventStore.open(StoreSettings.at(new StorePlace.Sqlite(file)));
                var stream = store.reader().stream(EventQuery.all())) {
            var keys = new ArrayList<String>();
            stream.forEachRemaining(event -> keys.add(event.key()));

            assertThat(keys.size() % BATCH).isZero();
            assertThat(keys.size() / BATCH).isBetween(confirmed, confirmed + 1);
            assertThat(keys)
                    .containsExactlyElementsOf(IntStream.range(0, keys.size())
                            .mapToObj(i -> "id:" + i)
                            .toList());
            assertThat(store.writer()
                            .write(List.of(Events.chat("7", Events.NOON, "id:new", "goes on")))
                            .added())
                    .isEqualTo(1);
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var check = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
            assertThat(check.getString(1)).isEqualTo("ok");
        }
    }
}
