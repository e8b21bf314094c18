package dev.danmaku.store;

import static dev.danmaku.store.Events.NOON;
import static dev.danmaku.store.Events.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.danmaku.config.Secret;
import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class SqliteEventStoreTest extends EventStoreContract {
    @TempDir
    Path folder;

    private int files;

    @Override
    public StorePlace newPlace() {
        return new StorePlace.Sqlite(folder.resolve("made/when needed/" + files++ + ".db"));
    }

    @Override
    public void execute(StorePlace place, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(place))) {
            Sql.execute(connection, sql);
        }
    }

    @Override
    public void spoil(StorePlace place, String table) throws SQLException {
        execute(
                place,
                "CREATE TRIGGER spoilt BEFORE INSERT ON %s BEGIN SELECT RAISE(ABORT, 'spoilt'); END"
                        .formatted(table));
    }

    private static String url(StorePlace place) {
        return "jdbc:sqlite:" + ((StorePlace.Sqlite) place).file();
    }

    @Test
    void whileSomebodyElseWritesForTooLongAWriteMayBeTriedAgain() throws Exception {
        var impatient = open(new StoreSettings(
                settings().place(), Secret.NONE, 2, Duration.ofSeconds(1), Secret.NONE, Map.of()));
        var event = List.of(chat("7", NOON, "id:1", "x"));
        try (var other = DriverManager.getConnection(url(settings().place()))) {
            Sql.execute(other, "BEGIN IMMEDIATE");

            var failure = catchThrowableOfType(
                    StoreFailure.class, () -> impatient.writer().write(event));

            assertThat(failure.retryable()).isTrue();
            Sql.execute(other, "ROLLBACK");
        }
        assertThat(impatient.writer().write(event).added()).isEqualTo(1);
    }

    @Test
    void whatIsNoDatabaseIsRefusedForGood() throws Exception {
        var file = Files.writeString(folder.resolve("text.db"), "no database ".repeat(1000));

        var failure = catchThrowableOfType(
                StoreFailure.class, () -> open(StoreSettings.at(new StorePlace.Sqlite(file))));

        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void aDroppedDayGivesItsSpaceBack() throws Exception {
        var file = ((StorePlace.Sqlite) settings().place()).file();
        store().writer()
                .write(IntStream.range(0, 5000)
                        .mapToObj(i -> chat("7", NOON + i, "id:" + i, "x".repeat(500)))
                        .toList());
        execute(settings().place(), "PRAGMA wal_checkpoint(TRUNCATE)");
        var before = Files.size(file);
        var keeper = open(new StoreSettings(
                        settings().place(),
                        Secret.NONE,
                        2,
                        Duration.ofSeconds(9),
                        Secret.NONE,
                        Map.of(dev.danmaku.room.Platform.BILIBILI, new StoreSettings.Keep(1, 0))))
                .keeper();

        keeper.keep(java.time.Instant.ofEpochMilli(NOON + 9 * Events.DAY));

        execute(settings().place(), "PRAGMA wal_checkpoint(TRUNCATE)");
        assertThat(before).isGreaterThan(2_000_000);
        assertThat(Files.size(file)).isLessThan(before / 2);
    }
}
