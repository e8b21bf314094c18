package dev.danmaku.look;

import dev.danmaku.queue.QueueLook;
import dev.danmaku.registry.RoomRecord;
import dev.danmaku.registry.RoomView;
import dev.danmaku.registry.WorkerView;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Why a room is watched, or is not, in one sentence. The registry is asked first; the queue only where a job may wait on it.
 *
 * @param values what the sentence names, for whoever says it in another language; what is not known is not there
 * @param sentence begins with Yes, No, Not yet or Not known
 */
public record RoomAnswer(
        Watched watched, WhyCode code, Map<String, WhyValue> values, String sentence, Facts facts) {
    public RoomAnswer {
        values = Map.copyOf(values);
    }

    /** Is the room being watched? */
    public enum Watched {
        YES,
        NO,
        /** What the registry says is not understood by this version. */
        UNKNOWN
    }

    /**
     * What the answer is made of.
     *
     * @param workers all that are registered
     * @param queue where its job waits; null where that was not asked, or the broker does not answer
     * @param brokerAway why the broker does not answer; null where it does, or was not asked
     * @param badId why the id cannot be a room; null where it can
     */
    public record Facts(
            RoomView room,
            List<WorkerView> workers,
            @Nullable QueueLook queue,
            @Nullable String brokerAway,
            @Nullable String badId) {
        public Facts {
            workers = List.copyOf(workers);
        }

        long living() {
            return workers.stream().filter(WorkerView::alive).count();
        }

        long freeSlots() {
            return workers.stream().mapToLong(WorkerView::freeSlots).sum();
        }
    }

    /** Does the answer depend on what waits on the room's queue? */
    public static boolean dependsOnTheQueue(RoomView room) {
        var record = room.record();
        return record == null
                ? room.wanted()
                : !record.held()
                        && !record.state().equals("parked")
                        && !record.state().equals(RoomRecord.PAUSED);
    }

    /** @param zone that times of the sentence are told in */
    public static RoomAnswer of(Facts facts, ZoneId zone) {
        return new Reasoning(facts, zone).answer();
    }
}
