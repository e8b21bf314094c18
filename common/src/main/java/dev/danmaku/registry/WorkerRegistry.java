package dev.danmaku.registry;

import dev.danmaku.room.RoomId;

import java.time.Duration;
import java.util.List;

/**
 * The registry as a worker uses it. Each method is one script, atomic; {@link #tell} is one for each of its news. Calls block for one
 * round trip and throw {@link RegistryUnavailable} where Redis does not answer; then nothing is known of whether a script ran.
 */
public interface WorkerRegistry {

    /**
     * Registers the session or prolongs it, and fetches word of rooms it lost. An answer that never came may have carried
     * some: after a call that failed, check all rooms.
     */
    BeatAnswer beat(Beat beat);

    /** Ends the session at once: for a worker that holds nothing any more. */
    void leave(String session);

    /** Asks what to do with delivered jobs. Answers come in the order of the questions. */
    List<TakeAnswer> take(String session, List<Question> questions);

    /** Tells how rooms go on, one after another. Answers come in the order of the news: where one fails the others stand. */
    List<HoldAnswer> tell(List<News> news);

    /** Tells how one room goes on. */
    default HoldAnswer tell(News news) {
        return tell(List.of(news)).getFirst();
    }

    /**
     * The stream ended and everything is flushed: the lives entry goes, and the record says so until {@link #settle}. After a call
     * that failed, ask again: the answer is the same.
     */
    FinishAnswer finish(Hold hold, String reason);

    /**
     * The platform was asked once more after {@link #finish}: the record goes.
     *
     * @param startedAgain a new stream runs already: its {@code sadd} met the old entry and did nothing, so the room is put back
     */
    HoldAnswer settle(Hold hold, boolean startedAgain);

    /** Gives the room a rest. */
    HoldAnswer park(Hold hold, Duration rest, String reason);

    /** Is the room still in the lives set, and the record the holder's? */
    List<Wanted> wanted(String session, List<Hold> holds);

    /** The socket is closed: the record goes; where the room is in the lives set it is claimed anew. */
    HoldAnswer drop(Hold hold, String reason);

    /**
     * A record names this session, but it does not have the room: the record goes. Until the answer is there the caller takes no
     * job of this room, since its record could not be told from the one that is to go.
     */
    HoldAnswer disown(String session, RoomId room);

    /** The caller has closed a room that was paused while it held it: from now on another may have it. */
    HoldAnswer left(Hold hold);

    /** A room that was paused is left by this session, which does not have it. */
    HoldAnswer leftUnheld(String session, RoomId room);

    /** Compares rooms that the session holds with their records, and writes back what a data loss of Redis took. */
    CheckAnswer check(String session, List<HeldRoom> rooms);

    /** Offers rooms to others; the caller goes on with each until another is joined. Answers come in the order of the holds. */
    List<HoldAnswer> offer(String session, List<Hold> holds);

    /** The offer is over: the room is the caller's as before. */
    HoldAnswer withdraw(Hold hold, boolean joined, String reason);

    /** The caller, that was told to join, is joined: it is the holder now, and the old one has word of it. */
    SwapAnswer swap(Hold joining);

    /** The caller, that was told to join, gives up: another may try. */
    HoldAnswer decline(Hold joining, String reason);

    /** The workers whose sessions live, one by one: for a person who asks, since it is long where they are many. */
    List<CrewMember> crew();

    /**
     * The workers whose sessions live, together.
     *
     * @param session who asks
     * @param anew whether nothing may be missing in it, however short ago that was told
     */
    CrewSums sums(String session, boolean anew);

    /** Does this session live? While the registry is rebuilt each of them may. */
    boolean alive(String session);
}
