package dev.danmaku.worker;

import dev.danmaku.event.Epoch;
import dev.danmaku.job.AboutJob;
import dev.danmaku.job.Job;
import dev.danmaku.registry.HeldRoom;
import dev.danmaku.registry.Hold;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** One room's place in the worker. Owned by the worker thread. */
final class Slot implements AboutJob {
    private final String session;
    private Job job;
    private Epoch epoch;
    private @Nullable HeldDelivery delivery;
    private @Nullable RunningJob running;
    private @Nullable Closing closing;
    private @Nullable String found;
    private boolean joined;
    private boolean untold;
    private boolean settling;
    private boolean unwritten;
    private boolean offered;
    private boolean uncut;

    /** Who owns the room while we join it; null once it is ours. */
    private @Nullable String owner;

    private @Nullable Long claimedNanos;

    /** How far a room is, for people. */
    enum Phase {
        OPENING,
        WATCHING,
        /** Others are asked to take it. */
        OFFERED,
        /** Another's, until we are joined. */
        JOINING,
        ENDING
    }

    /** Why we close a room ourselves. */
    enum Closing {
        /** It left the lives set: its record is to go. */
        CANCELLED,
        /** A person paused it: whoever gets it after that waits until we say that it is closed. */
        PAUSED,
        /** Its record names another, or is over: nothing is ours to write. */
        LOST,
        /** Another is joined and owns it. */
        HANDED_OVER,
        /** We were to join it, and do not. */
        DECLINED,
        /** The worker stops: whoever takes over finds record and delivery. */
        STOPPING
    }

    Slot(String session, Job job, Epoch epoch, HeldDelivery delivery, @Nullable String found) {
        this.session = session;
        this.job = job;
        this.epoch = epoch;
        this.delivery = delivery;
        this.found = found;
    }

    /** A room that its holder gives away: ours once we are joined. */
    static Slot joining(
            String session,
            Job job,
            Epoch epoch,
            HeldDelivery delivery,
            @Nullable String found,
            String owner) {
        var slot = new Slot(session, job, epoch, delivery, found);
        slot.owner = owner;
        return slot;
    }

    Phase phase() {
        if (ending()) {
            return Phase.ENDING;
        }
        if (joining()) {
            return Phase.JOINING;
        }
        return offered ? Phase.OFFERED : joined ? Phase.WATCHING : Phase.OPENING;
    }

    /** @param atNanos when the room was claimed, by {@link System#nanoTime} */
    void claimed(long atNanos) {
        claimedNanos = atNanos;
    }

    /** When it was claimed, once; null where that was told, or is not known. */
    @Nullable Long takeClaimed() {
        var taken = claimedNanos;
        claimedNanos = null;
        return taken;
    }

    void runs(RunningJob started) {
        running = started;
    }

    @Override
    public RoomId room() {
        return job.room();
    }

    @Override
    public long jobId() {
        return job.id();
    }

    @Override
    public String toString() {
        return room().toString();
    }

    Job job() {
        return job;
    }

    Epoch epoch() {
        return epoch;
    }

    Hold hold() {
        return new Hold(room(), job.id(), session);
    }

    HeldRoom held() {
        return new HeldRoom(room(), epoch, joined);
    }

    @Nullable HeldDelivery delivery() {
        return delivery;
    }

    /** The same room goes on under another delivery, perhaps of another job. Returns the delivery it had. */
    @Nullable HeldDelivery continues(Job newJob, Epoch newEpoch, HeldDelivery newDelivery) {
        var before = delivery;
        job = newJob;
        delivery = newDelivery;
        epoch(newEpoch);
        return before;
    }

    void epoch(Epoch newEpoch) {
        epoch = newEpoch;
        if (running != null) {
            running.epoch(newEpoch);
        }
    }

    /** The broker took the delivery back. */
    void loseDelivery() {
        delivery = null;
    }

    boolean joined() {
        return joined;
    }

    void join() {
        joined = true;
    }

    @Nullable String found() {
        return found;
    }

    void found(String newFound) {
        found = newFound;
    }

    /** The registry may not know what it should of this room. */
    boolean untold() {
        return untold;
    }

    void untold(boolean now) {
        untold = now;
    }

    /** Whether its record names another while we join it. */
    boolean joining() {
        return owner != null;
    }

    /** Who is to be told of how the joining goes. */
    String owner() {
        return Objects.requireNonNull(owner);
    }

    /** It is ours from now on. Returns whose it was. */
    String own(Epoch newEpoch) {
        var before = owner();
        owner = null;
        epoch = newEpoch;
        return before;
    }

    /** What was heard while it was another's is let go, but for what that one handed on. */
    void take(Epoch newEpoch, @Nullable String cut) {
        epoch = newEpoch;
        running().take(newEpoch, cut);
    }

    /** Tells the old holder how far to go. */
    String mark() {
        return running().mark();
    }

    private RunningJob running() {
        return Objects.requireNonNull(running, "the job is started with its slot");
    }

    /** Ours, but its former holder has not said yet what it handed on: what we heard since we joined is kept back. */
    boolean uncut() {
        return uncut;
    }

    void uncut(boolean now) {
        uncut = now;
    }

    /** Whether others are asked to take it over. */
    boolean offered() {
        return offered;
    }

    void offered(boolean now) {
        if (offered != now) {
            offered = now;
            running().offered(now);
        }
    }

    /** Another is joined: ends where that one begins, and says what was handed on. */
    CompletableFuture<String> cut(String mark) {
        if (closing == null) {
            closing = Closing.HANDED_OVER;
        }
        return running().cut(mark);
    }

    boolean cutting() {
        return closing == Closing.HANDED_OVER;
    }

    /** The first reason stays. */
    void close(Closing why, String reason) {
        if (closing == null) {
            closing = why;
        }
        if (running != null) {
            running.close(reason);
        }
    }

    @Nullable Closing closing() {
        return closing;
    }

    /** Its job is over; what follows from it is being written. */
    void settle() {
        settling = true;
    }

    /** Whether the registry has yet to hear how its job ended: until then the room is ours, should Redis lose it. */
    boolean unwritten() {
        return unwritten;
    }

    void unwritten(boolean now) {
        unwritten = now;
    }

    /** On its way out: a new delivery of this room waits until it is gone. */
    boolean ending() {
        return closing != null || settling;
    }
}
