package dev.danmaku.registry;

import dev.danmaku.room.RoomId;

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

    /** A job of a room, without the rest. */
    record JobRef(RoomId room, long job) {}
}
