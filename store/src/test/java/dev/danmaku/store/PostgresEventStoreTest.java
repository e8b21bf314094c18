package dev.danmaku.store;

import static dev.danmaku.store.Events.NOON;
import static dev.danmaku.store.Events.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.danmaku.config.Secret;
import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.testing.servers.RequiresPostgres;
import dev.danmaku.testing.servers.SharedServers;
import dev.danmaku.testing.servers.TestPostgres;

import org.junit.jupiter.api.Test;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

@RequiresPostgres
class PostgresEventStoreTest extends EventStoreContract {

    @Override
    public StorePlace newPlace() {
        return StorePlace.parse(SharedServers.postgres().newDatabase());
    }

    @Override
    public void execute(StorePlace place, String sql) throws SQLException {
        var server = (StorePlace.Postgres) place;
        var url = "jdbc:postgresql://%s/%s"
                .formatted(server.addresses().getFirst(), server.database());
        try (var connection = DriverManager.getConnection(url, server.user(), "")) {
            Sql.execute(connection, sql);
        }
    }

    @Override
    public void spoil(StorePlace place, String table) throws SQLException {
        execute(place, "ALTER TABLE %s ADD CHECK (false) NOT VALID".formatted(table));
    }

    @Test
    void whatAStoppedServerWasGivenMayBeTriedAgainWhenItIsBack() {
        try (var postgres = TestPostgres.start()) {
            var store = open(new StoreSettings(
                    StorePlace.parse(postgres.newDatabase()),
                    Secret.NONE,
                    2,
                    Duration.ofSeconds(2),
                    Secret.NONE,
                    Map.of()));
            store.writer().write(List.of(chat("7", NOON, "id:1", "before")));
            var event = List.of(chat("7", NOON, "id:2", "meanwhile"));
            postgres.stop();

            var failure = catchThrowableOfType(
                    StoreFailure.class, () -> store.writer().write(event));
            postgres.restart();

            assertThat(failure.retryable()).isTrue();
            assertThat(store.writer().write(event).added()).isEqualTo(1);
            assertThat(store.reader().page(everything(), null, 9).events()).hasSize(2);
        }
    }

    @Test
    void aServerThatIsNotThereMayComeLater() {
        var nobody = StorePlace.parse("postgresql://u@127.0.0.1:1/x");

        var failure = catchThrowableOfType(
                StoreFailure.class,
                () -> open(new StoreSettings(
                        nobody, Secret.NONE, 2, Duration.ofSeconds(1), Secret.NONE, Map.of())));

        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void aDatabaseWithSomethingElseInItIsLeftAlone() throws SQLException {
        var place = newPlace();
        execute(place, "CREATE TABLE event (mine text)");

        var failure = catchThrowableOfType(StoreFailure.class, () -> open(StoreSettings.at(place)));

        assertThat(failure.retryable()).isFalse();
    }
}
