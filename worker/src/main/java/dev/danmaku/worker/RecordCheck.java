package dev.danmaku.worker;

import dev.danmaku.event.Epoch;
import dev.danmaku.registry.CheckAnswer.Checked;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.worker.Slot.Closing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compares the rooms a worker holds with their records: after every silence of Redis, when word of a lost room came, and every
 * minute. Mine: go on. Another's, or over: close. Lost by Redis: it is back. Owned by the worker thread.
 */
final class RecordCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RecordCheck.class);
    private static final int BATCH = 100;

    private final String session;
    private final WorkerRegistry registry;
    private final Consumer<Slot> lost;
    private final Consumer<Slot> paused;
    private final Consumer<Slot> restored;
    private final Consumer<Slot> tellAgain;

    /**
     * @param lost its record names another
     * @param paused a person paused it
     * @param restored it is written back as a room that nobody is offered
     * @param tellAgain repeats what the registry should know of a room, since it may have missed it
     */
    RecordCheck(
            String session,
            WorkerRegistry registry,
            Consumer<Slot> lost,
            Consumer<Slot> paused,
            Consumer<Slot> restored,
            Consumer<Slot> tellAgain) {
        this.session = session;
        this.registry = registry;
        this.lost = lost;
        this.paused = paused;
        this.restored = restored;
        this.tellAgain = tellAgain;
    }

    /**
     * Checks these rooms.
     *
     * @param confirmed its record names us
     * @return the generation under which all the answers hold; 0 if that changed on the way
     * @throws RegistryUnavailable if Redis does not answer; what was checked before is done
     */
    long check(Collection<Slot> rooms, Consumer<Slot> confirmed) {
        var generations = new ArrayList<Long>();
        var byPlatform = new EnumMap<Platform, List<Slot>>(Platform.class);
        rooms.forEach(slot -> byPlatform
                .computeIfAbsent(slot.room().platform(), p -> new ArrayList<>())
                .add(slot));
        for (var own : byPlatform.values()) {
            for (var from = 0; from < own.size(); from += BATCH) {
                generations.add(checkBatch(
                        own.subList(from, Math.min(from + BATCH, own.size())), confirmed));
            }
        }
        return generations.stream().distinct().count() == 1 ? generations.getFirst() : 0;
    }

    private long checkBatch(List<Slot> batch, Consumer<Slot> confirmed) {
        var answer = registry.check(session, batch.stream().map(Slot::held).toList());
        for (var i = 0; i < batch.size(); i++) {
            follow(batch.get(i), answer.rooms().get(i), answer.generation(), confirmed);
        }
        return answer.generation();
    }

    private void follow(Slot slot, Checked checked, long generation, Consumer<Slot> confirmed) {
        if (slot.ending()) {
            ending(slot, checked, generation);
            return;
        }
        switch (checked.verdict()) {
            case MINE -> {
                confirmed.accept(slot);
                moveTo(slot, generation, checked.term());
                if (slot.untold()) {
                    tellAgain.accept(slot);
                }
            }
            case OTHER -> {
                LOG.info("{} is another's now", slot);
                lost.accept(slot);
            }
            case PAUSED -> {
                LOG.info("{} is paused", slot);
                paused.accept(slot);
            }
            case OVER -> {
                LOG.info("{} is over in the registry: its socket closes", slot);
                slot.close(Closing.LOST, "its job is over");
            }
            case RESTORED -> {
                LOG.info("{} was lost by Redis: written back", slot);
                confirmed.accept(slot);
                restored.accept(slot);
                moveTo(slot, generation, checked.term());
                tellAgain.accept(slot);
            }
        }
    }

    /** What is written of its end needs its record; where that is another's or over, the writing itself will be told. */
    private static void ending(Slot slot, Checked checked, long generation) {
        switch (checked.verdict()) {
            case MINE -> moveTo(slot, generation, checked.term());
            case RESTORED -> {
                LOG.info("{} was lost by Redis on its way out: written back", slot);
                moveTo(slot, generation, checked.term());
            }
            case OTHER, PAUSED, OVER ->
                LOG.debug("{} is no longer ours, and is on its way out", slot);
        }
    }

    private static void moveTo(Slot slot, long generation, long term) {
        var epoch = slot.epoch();
        if (epoch.generation() != generation || epoch.term() != term) {
            slot.epoch(new Epoch(generation, epoch.job(), term));
        }
    }
}
