package dev.danmaku.store;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Interrupts what a connection does when a reader's time is over. */
final class TimeLimit {
    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Database database;
    private final @Nullable Duration limit;

    /** @param limit null for none */
    TimeLimit(Database database, @Nullable Duration limit) {
        this.database = database;
        this.limit = limit;
    }

    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("store-time-limit").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** From now on the connection's time runs, until this is closed, which is to be before the connection is. */
    Watch watch(Connection connection) {
        var watch = new Watch(database, connection);
        if (limit != null) {
            watch.arm(limit);
        }
        return watch;
    }

    static final class Watch implements AutoCloseable {
        private final Database database;
        private final Connection connection;
        private java.util.concurrent.@Nullable ScheduledFuture<?> alarm;
        private boolean fired;
        private boolean over;

        private Watch(Database database, Connection connection) {
            this.database = database;
            this.connection = connection;
        }

        private void arm(Duration limit) {
            alarm = TIMER.schedule(this::fire, limit.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** Holds the lock while it interrupts: the connection is not somebody else's meanwhile. */
        private synchronized void fire() {
            if (over) {
                return;
            }
            fired = true;
            try {
                database.interrupt(connection);
                // it may have been between two statements
                alarm = TIMER.schedule(this::fire, 100, TimeUnit.MILLISECONDS);
            } catch (SQLException e) {
                LOG.warn("a question could not be interrupted: {}", e.getMessage());
            }
        }

        /** An interrupt between two statements hits nothing: whoever goes from one to the next asks. */
        synchronized void check() throws SQLException {
            if (fired) {
                throw new SQLException("the time is over");
            }
        }

        /** What a failure meant. */
        synchronized StoreFailure failure(String what, SQLException e) {
            return fired ? StoreFailure.tooSlow(what, e) : StoreFailure.of(what, e);
        }

        @Override
        public synchronized void close() {
            over = true;
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
    }
}
