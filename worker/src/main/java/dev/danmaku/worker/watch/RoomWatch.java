package dev.danmaku.worker.watch;

import dev.danmaku.event.Epoch;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.PlatformAdapter;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.Beginning;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/**
 * One room, watched over any number of room sessions until its stream ends, someone closes it, or nothing was heard for too
 * long. Safe for use by many threads; blocks none. The package's description has the states and the invariants.
 */
public final class RoomWatch {
    private final RoomId room;
    private final Turn turn = new Turn();
    private final Course course;

    private RoomWatch(
            WatchTools tools, PlatformAdapter adapter, RoomId room, WatchListener listener) {
        this.room = room;
        this.course = new Course(tools, adapter, room, turn, listener);
    }

    /** Begins to watch a room that nobody is known to have watched before. */
    public static RoomWatch start(
            WatchTools tools,
            PlatformAdapter adapter,
            RoomId room,
            @Nullable Found known,
            @Nullable Epoch epoch,
            WatchListener listener) {
        return start(tools, adapter, room, known, epoch, new Beginning.Fresh(), listener);
    }

    /**
     * Begins to watch.
     *
     * @param known what an earlier look-up found: it is joined with at once, and looked up anew only when the join is refused
     * @param epoch stamped on events until {@link #epoch} says otherwise; null where nobody holds the room
     */
    public static RoomWatch start(
            WatchTools tools,
            PlatformAdapter adapter,
            RoomId room,
            @Nullable Found known,
            @Nullable Epoch epoch,
            Beginning beginning,
            WatchListener listener) {
        var watch = new RoomWatch(tools, adapter, room, listener);
        watch.epoch(epoch);
        watch.turn.execute(() -> watch.course.begin(known, beginning));
        return watch;
    }

    public RoomId room() {
        return room;
    }

    /** Stamps all events that are handed on from now on. */
    public void epoch(@Nullable Epoch epoch) {
        course.epoch(epoch);
    }

    /** Ends the watch as {@link WatchEnd.Closed}. Closing twice, or after the end, is fine. */
    public void close(String reason) {
        turn.execute(() -> course.finish(new WatchEnd.Closed(reason)));
    }

    /** Whether what is handed on is remembered for {@link #cut}. */
    public void offered(boolean on) {
        turn.execute(() -> course.offered(on));
    }

    /** See {@link dev.danmaku.worker.RunningJob#mark}. */
    public String mark() {
        return course.mark().toText();
    }

    /** See {@link dev.danmaku.worker.RunningJob#cut}. Completes on the timer. */
    public CompletableFuture<String> cut(String mark) {
        var answer = new CompletableFuture<String>();
        turn.execute(() -> course.cut(Mark.read(mark), answer));
        return answer;
    }

    /** See {@link dev.danmaku.worker.RunningJob#take}. */
    public void take(Epoch epoch, @Nullable String cut) {
        // not in the turn, which may come after that of a newer epoch
        course.epoch(epoch);
        turn.execute(() -> course.take(cut == null ? null : Cut.read(cut)));
    }

    /** Completes once, on the timer, when the socket is closed and the sink has written everything; never exceptionally. */
    public CompletableFuture<WatchEnd> ended() {
        return course.end();
    }
}
