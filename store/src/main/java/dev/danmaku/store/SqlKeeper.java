package dev.danmaku.store;

import dev.danmaku.config.StoreSettings;
import dev.danmaku.room.Platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Drops and makes days, and lets people be forgotten. */
final class SqlKeeper implements StoreKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SqlKeeper.class);
    private static final int DAYS_AHEAD = 2;
    private static final long MEBIBYTE = 1L << 20;

    private final Database database;
    private final StoreSettings settings;
    private final Erasure erasure;

    SqlKeeper(Database database, StoreSettings settings, Erasure erasure) {
        this.database = database;
        this.settings = settings;
        this.erasure = erasure;
    }

    @Override
    public List<StoredDay> keep(Instant now) {
        try (var connection = database.connect()) {
            for (var platform : Platform.values()) {
                var today = Leaf.of(platform, now.toEpochMilli());
                for (var ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
                    database.make(connection, today.next(ahead));
                }
            }
            var gone = new ArrayList<StoredDay>();
            for (var platform : Platform.values()) {
                for (var day : superfluous(connection, platform, now)) {
                    database.drop(connection, new Leaf(platform, day.day().toEpochDay()));
                    LOG.info(
                            "dropped {} of {}: {} MiB",
                            day.day(),
                            platform.label(),
                            day.bytes() / MEBIBYTE);
                    gone.add(day);
                }
            }
            return gone;
        } catch (SQLException e) {
            throw StoreFailure.of("keeping the days in order", e);
        }
    }

    /** The oldest first. What is today or later stays, however large it is. */
    private List<StoredDay> superfluous(Connection connection, Platform platform, Instant now)
            throws SQLException {
        var keep = settings.keep(platform);
        var today = Leaf.of(platform, now.toEpochMilli()).day();
        var total = 0L;
        var gone = new ArrayList<StoredDay>();
        for (var day : days(connection).reversed()) {
            if (day.platform() != platform) {
                continue;
            }
            total += day.bytes();
            var tooOld = keep.days() > 0 && !day.day().isAfter(today.minusDays(keep.days()));
            var tooMuch = keep.mebibytes() > 0 && total > keep.mebibytes() * MEBIBYTE;
            if ((tooOld || tooMuch) && day.day().isBefore(today)) {
                gone.add(day);
            }
        }
        gone.sort(Comparator.comparing(StoredDay::day));
        return gone;
    }

    @Override
    public List<StoredDay> days() {
        try (var connection = database.connect()) {
            return days(connection);
        } catch (SQLException e) {
            throw StoreFailure.of("listing the days", e);
        }
    }

    private List<StoredDay> days(Connection connection) throws SQLException {
        var days = new ArrayList<StoredDay>();
        for (var leaf : database.leaves(connection)) {
            days.add(new StoredDay(leaf.platform(), leaf.day(), database.bytes(connection, leaf)));
        }
        return days;
    }

    @Override
    public Erased erase(Platform platform, String user) {
        try {
            return erasure.erase(platform, user);
        } catch (SQLException e) {
            throw StoreFailure.of("erasing a user", e);
        }
    }
}
