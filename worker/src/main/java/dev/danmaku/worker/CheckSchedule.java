package dev.danmaku.worker;

import dev.danmaku.registry.BeatAnswer;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.Fence;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * When rooms are compared with their records: those that a beat brings word of, and those that a script called another's; and all of
 * them after a silence, under a new generation, after a pause of this process, and every minute. Owned by the worker thread.
 */
final class CheckSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(CheckSchedule.class);
    private static final Duration FULL_CHECK = Duration.ofMinutes(1);

    private final WorkerThread worker;
    private final Slots slots;
    private final RecordCheck check;
    private final Fence fence;
    private final LongConsumer checkedAll;
    private final Consumer<RoomId> notHere;
    private boolean due;
    private long lastFullCheckNanos;
    private long pausesBeforeBeat;
    private long generation;
    private long checkedUnder;

    /**
     * @param checkedAll all rooms were compared, and this is the generation: the next beat tells the registry
     * @param notHere word came of a room that we do not have
     */
    CheckSchedule(
            WorkerThread worker,
            Slots slots,
            RecordCheck check,
            Fence fence,
            LongConsumer checkedAll,
            Consumer<RoomId> notHere) {
        this.worker = worker;
        this.slots = slots;
        this.check = check;
        this.fence = fence;
        this.checkedAll = checkedAll;
        this.notHere = notHere;
        this.lastFullCheckNanos = worker.nanoTime();
    }

    /** A minute is over, or what was put off is due. */
    void tick() {
        if (due || worker.nanoTime() - lastFullCheckNanos > FULL_CHECK.toNanos()) {
            checkAll();
        }
    }

    /** @param pauses of this process that lie before the beat */
    void beaten(BeatAnswer answer, boolean afterSilence, long pauses) {
        generation = answer.generation();
        pausesBeforeBeat = pauses;
        if (afterSilence || generation != checkedUnder || fence.keepsBack()) {
            checkAll();
        }
        changed(answer.lost());
    }

    /** Their records are not what they were. Where we do not have such a room, nobody is to wait for us. */
    void changed(List<RoomId> rooms) {
        rooms.stream().filter(room -> slots.of(room) == null).forEach(notHere);
        var lost = rooms.stream()
                .map(slots::of)
                .filter(Objects::nonNull)
                .filter(slot -> !slot.ending())
                .distinct()
                .toList();
        if (!lost.isEmpty()) {
            checkNow(lost);
        }
    }

    /** A script that says "not mine" may just as well have met a Redis that lost the room. */
    void doubted(Slot slot) {
        checkNow(List.of(slot));
    }

    private void checkNow(Collection<Slot> doubtful) {
        try {
            compare(doubtful);
        } catch (RegistryUnavailable e) {
            due = true;
        }
    }

    private void checkAll() {
        due = true;
        try {
            var rooms = slots.recorded();
            var under = rooms.isEmpty() ? generation : compare(rooms);
            if (under == generation) {
                due = false;
                checkedUnder = generation;
                lastFullCheckNanos = worker.nanoTime();
                checkedAll.accept(generation);
            }
        } catch (RegistryUnavailable e) {
            LOG.debug("the check of all rooms is put off: {}", e.getMessage());
        }
    }

    /** What a record names ours may be stored: our session lives, since the last beat revived it if it had to. */
    private long compare(Collection<Slot> rooms) {
        return check.check(rooms, slot -> fence.confirm(slot.room(), pausesBeforeBeat));
    }
}
