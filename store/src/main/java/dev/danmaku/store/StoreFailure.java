package dev.danmaku.store;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/** The database did not do what it was asked. Nothing of a failed batch was stored. */
public final class StoreFailure extends RuntimeException {
    /** Classes of SQLSTATE: connection, resources, what an operator or another transaction did. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58", "40");

    private static final Set<String> PASSING_STATES = Set.of("55P03", "25006");

    /** Of SQLite: internal states that a wait may mend. BUSY, LOCKED, IOERR, FULL, CANTOPEN, PROTOCOL. */
    private static final Set<Integer> PASSING_SQLITE_CODES = Set.of(5, 6, 10, 13, 14, 15);

    private static final int SQLITE_PRIMARY_CODE = 0xff;

    private final boolean retryable;
    private final boolean tooSlow;

    StoreFailure(String message, boolean retryable, Throwable cause) {
        this(message, retryable, false, cause);
    }

    private StoreFailure(String message, boolean retryable, boolean tooSlow, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
        this.tooSlow = tooSlow;
    }

    static StoreFailure tooSlow(String what, SQLException e) {
        return new StoreFailure("%s took longer than it may".formatted(what), false, true, e);
    }

    /** Whether it was given up because it took too long. */
    public boolean tooSlow() {
        return tooSlow;
    }

    /** Whether the same may work later: the server is away, the disk is full, somebody else is at it. */
    public boolean retryable() {
        return retryable;
    }

    static StoreFailure of(String what, SQLException e) {
        return new StoreFailure("%s: %s".formatted(what, e.getMessage()), isPassing(e), e);
    }

    private static boolean isPassing(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException) {
                return true;
            }
            if (cause instanceof org.sqlite.SQLiteException sqlite) {
                return PASSING_SQLITE_CODES.contains(
                        sqlite.getResultCode().code & SQLITE_PRIMARY_CODE);
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                var state = sql.getSQLState();
                if (PASSING_STATES.contains(state)
                        || (state.length() == 5
                                && PASSING_CLASSES.contains(state.substring(0, 2)))) {
                    return true;
                }
            }
        }
        return false;
    }
}
