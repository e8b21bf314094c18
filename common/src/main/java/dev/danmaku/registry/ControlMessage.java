package dev.danmaku.registry;

import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What reaches a worker on its control channel. Losing one costs latency, nothing else. */
public sealed interface ControlMessage {

    /**
     * Do you hold these jobs? Answered on the asker's channel.
     *
     * @param from session of the asker
     */
    record Ask(String from, List<JobRef> jobs) implements ControlMessage {
        public Ask {
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * The answer to {@link Ask}.
     *
     * @param from session of the holder
     */
    record Answer(String from, List<JobRef> mine, List<JobRef> notMine) implements ControlMessage {
        public Answer {
            mine = List.copyOf(mine);
            notMine = List.copyOf(notMine);
        }
    }

    /** These rooms seem to have left the lives set: ask the registry and close what is unwanted. */
    record Cancel(List<RoomId> rooms) implements ControlMessage {
        public Cancel {
            rooms = List.copyOf(rooms);
        }
    }

    /** The registry names you as the holder of these rooms: disown those that you do not have. */
    record Verify(List<RoomId> rooms) implements ControlMessage {
        public Verify {
            rooms = List.copyOf(rooms);
        }
    }

    /**
     * I am joined and the room is mine: cut.
     *
     * @param from session of the new holder
     * @param mark what it heard first, so that the old holder knows how far to go
     */
    record Cut(String from, JobRef job, String mark) implements ControlMessage {}

    /**
     * The answer to {@link Cut}, on the new holder's channel: the room's socket is on its way out.
     *
     * @param heard what the old holder handed on; null if it does not have the room
     */
    record CutDone(JobRef job, @Nullable String heard) implements ControlMessage {}

    /** Who was to join this room could not: offer it anew, or keep it. */
    record Declined(JobRef job, String reason) implements ControlMessage {}

    /** Give all rooms away, then stop. */
    record Drain() implements ControlMessage {}

    /** Give all rooms away and take none, until {@link GoOn}; stay alive. */
    record StandBy() implements ControlMessage {}

    /** Take rooms again, after {@link StandBy}. */
    record GoOn() implements ControlMessage {}

    /** The records of these rooms were changed by a person: compare them now. Your next beat would tell you, too. */
    record Changed(List<RoomId> rooms) implements ControlMessage {
        public Changed {
            rooms = List.copyOf(rooms);
        }
    }

    /** Offer these rooms to others at once, and keep those that nobody takes. */
    record Move(List<RoomId> rooms) implements ControlMessage {
        public Move {
            rooms = List.copyOf(rooms);
        }
    }

    /** A job of a room, without the rest. */
    record JobRef(RoomId room, long job) {}
}
