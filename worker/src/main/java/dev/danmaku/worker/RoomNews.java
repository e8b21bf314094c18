package dev.danmaku.worker;

import dev.danmaku.registry.HoldAnswer;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells the registry how a room goes on: what was found, that it is joined, what is worth a line of history. What could not be told
 * is told again when Redis answers; a line of history is not worth that. Owned by the worker thread.
 */
final class RoomNews {
    private static final Logger LOG = LoggerFactory.getLogger(RoomNews.class);

    private final WorkerRegistry registry;
    private final Consumer<Slot> notMine;

    /** @param notMine the record does not name us: another's, or lost */
    RoomNews(WorkerRegistry registry, Consumer<Slot> notMine) {
        this.registry = registry;
        this.notMine = notMine;
    }

    void found(Slot slot, String found) {
        slot.found(found);
        if (slot.joining()) {
            // the record is another's: told once it is ours
            return;
        }
        tell(slot, () -> registry.found(slot.hold(), found));
    }

    void joined(Slot slot) {
        slot.join();
        tell(slot, () -> registry.joined(slot.hold()));
    }

    void noted(Slot slot, String what, String reason) {
        if (slot.joining()) {
            return;
        }
        try {
            registry.note(slot.hold(), what, reason);
        } catch (RegistryUnavailable e) {
            LOG.debug("{}: '{}' is missing in the history: {}", slot, what, e.getMessage());
        }
    }

    void again(Slot slot) {
        slot.untold(false);
        var found = slot.found();
        if (found != null) {
            tell(slot, () -> registry.found(slot.hold(), found));
        }
        if (slot.joined()) {
            tell(slot, () -> registry.joined(slot.hold()));
        }
    }

    private void tell(Slot slot, Supplier<HoldAnswer> script) {
        try {
            switch (script.get()) {
                case OK -> {}
                case NOT_MINE -> notMine.accept(slot);
                case REBUILDING -> slot.untold(true);
            }
        } catch (RegistryUnavailable e) {
            LOG.debug("{}: {}", slot, e.getMessage());
            slot.untold(true);
        }
    }
}
