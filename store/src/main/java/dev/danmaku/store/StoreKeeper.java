package dev.danmaku.store;

import dev.danmaku.room.Platform;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Keeps the store in order: what is old goes, what is needed tomorrow is there, who wants to be forgotten is. */
public interface StoreKeeper {

    /**
     * Drops the days that the settings no longer keep, and makes today's and the next ones, so that no writer has to. To be
     * called every hour or so; calling it at once from several processes is fine.
     *
     * @return the days that went
     * @throws StoreFailure if it could not be done, e.g. because somebody reads a day that should go
     */
    List<StoredDay> keep(Instant now);

    /** What there is, the oldest first. */
    List<StoredDay> days();

    /**
     * Deletes what a user did, and takes the user out of what only mentions them: lists of ranks, answers to a name that the user
     * had. It is not gone from backups, nor from what somebody else said.
     *
     * @param user the platform's id; with pseudonyms, the id itself and not the pseudonym
     */
    Erased erase(Platform platform, String user);

    /** @param bytes of disk, with its indexes */
    record StoredDay(Platform platform, LocalDate day, long bytes) {}

    /**
     * @param deleted events
     * @param edited events of others
     */
    record Erased(long deleted, long edited) {}
}
