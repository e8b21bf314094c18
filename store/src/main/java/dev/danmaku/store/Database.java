package dev.danmaku.store;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;

/** What SQLite and PostgreSQL do each in its own way. What they do alike stands in the classes that use this. */
interface Database extends AutoCloseable {

    /** One of the pool, in autocommit; closing it gives it back. */
    Connection connect() throws SQLException;

    /** Runs it as a whole or not at all, on a connection that is in autocommit before and after. */
    <T> T transact(Connection connection, Work<T> work) throws SQLException;

    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Sorted. */
    SortedSet<Leaf> leaves(Connection connection) throws SQLException;

    /** Makes a day's table where there is none; in a transaction of its own. */
    void make(Connection connection, Leaf leaf) throws SQLException;

    /** Drops a day's table; in a transaction of its own. */
    void drop(Connection connection, Leaf leaf) throws SQLException;

    long bytes(Connection connection, Leaf leaf) throws SQLException;

    /** Until the transaction ends, nobody else writes what happened around the midnight at which the leaf begins. */
    void lockMidnight(Connection connection, Leaf leaf) throws SQLException;

    /** Adds those that are not there yet, by room and key, and says which they were. No two are alike. */
    BitSet insert(Connection connection, Leaf leaf, List<PlacedRow> rows) throws SQLException;

    /** Those that are there, by room and key; nobody else changes them until the transaction ends. */
    List<Found> find(Connection connection, Leaf leaf, List<PlacedRow> rows) throws SQLException;

    /** @param searched what the index knows of the old row */
    void replace(
            Connection connection, Leaf leaf, long id, @Nullable String searched, PlacedRow row)
            throws SQLException;

    void delete(Connection connection, Leaf leaf, Stored stored) throws SQLException;

    /** Makes what was deleted unreadable, as far as the database can. Outside of a transaction. */
    void shred(Connection connection, Leaf leaf) throws SQLException;

    /** A condition on rows whose searched text contains the folded words, which are not empty. */
    Condition contains(Leaf leaf, String words);

    /** Whether a failure means that a leaf was dropped meanwhile. */
    boolean isLeafGone(SQLException e);

    /** Makes the connection read results bit by bit, so that none lies in memory as a whole. */
    void stream(Connection connection) throws SQLException;

    /** Ends what another thread does with the connection, if it does something: that fails. */
    void interrupt(Connection connection) throws SQLException;

    /** What a server's end did to one connection it did to all: none that waits in the pool is used again. */
    void distrustConnections();

    @Override
    void close();

    /** Bound parameters belong to the question marks in order: texts, numbers, or arrays of texts. */
    record Condition(String sql, List<Object> parameters) {}

    /**
     * A row that is to go.
     *
     * @param searched what the index knows of it
     */
    record Stored(long id, int room, byte[] key, @Nullable String searched) {}

    /**
     * A row that is there.
     *
     * @param index of the one that it was found for
     * @param searched what the index knows of it
     */
    record Found(
            int index,
            long id,
            long at,
            boolean ownClock,
            @Nullable Integer origin,
            @Nullable String searched) {}
}
