package dev.danmaku.worker;

import dev.danmaku.registry.Hold;
import dev.danmaku.registry.HoldAnswer;
import dev.danmaku.registry.News;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tells the registry how a room goes on: what was found, that it is joined, what is worth a line of history. Many rooms do so at
 * once, when a worker begins or a platform drops everybody: what was not told yet goes in one round trip, and before anything else
 * that is asked of the registry ({@link NewsFirst}). What could not be told is told again when the room is compared with its record: when
 * Redis answers again, within a minute where it refused only this; a line of history is not worth that. Owned by the worker thread.
 */
final class RoomNews {
    private static final Logger LOG = LoggerFactory.getLogger(RoomNews.class);
    /** Keeps Redis free for others in between. */
    private static final int BATCH = 200;

    private final WorkerThread worker;
    private final WorkerRegistry registry;
    private final Consumer<Slot> notMine;
    private List<Untold> untold = new ArrayList<>();

    /**
     * @param what made when it is told, since the room may go on under another job until then
     * @param matters the answer is to be followed
     */
    private record Untold(Slot slot, Function<Hold, News> what, boolean matters) {
        News news() {
            return what.apply(slot.hold());
        }
    }

    /** @param notMine the record does not name us: another's, or lost */
    RoomNews(WorkerThread worker, WorkerRegistry registry, Consumer<Slot> notMine) {
        this.worker = worker;
        this.registry = registry;
        this.notMine = notMine;
    }

    void found(Slot slot, String found) {
        slot.found(found);
        if (slot.joining()) {
            // the record is another's: told once it is ours
            return;
        }
        add(new Untold(slot, hold -> new News.Found(hold, found), true));
    }

    void joined(Slot slot) {
        slot.join();
        add(new Untold(slot, News.Joined::new, true));
    }

    void noted(Slot slot, String what, String reason) {
        if (!slot.joining()) {
            add(new Untold(slot, hold -> new News.Noted(hold, what, reason), false));
        }
    }

    void again(Slot slot) {
        slot.untold(false);
        var found = slot.found();
        if (found != null) {
            add(new Untold(slot, hold -> new News.Found(hold, found), true));
        }
        if (slot.joined()) {
            add(new Untold(slot, News.Joined::new, true));
        }
    }

    private void add(Untold one) {
        untold.add(one);
        if (untold.size() == 1) {
            worker.post(this::tell);
        }
    }

    /** All that is not told yet. */
    void tell() {
        while (!untold.isEmpty()) {
            var all = untold;
            untold = new ArrayList<>();
            for (var from = 0; from < all.size(); from += BATCH) {
                tell(all.subList(from, Math.min(all.size(), from + BATCH)));
            }
        }
    }

    private void tell(List<Untold> batch) {
        List<HoldAnswer> answers;
        try {
            answers = registry.tell(batch.stream().map(Untold::news).toList());
        } catch (RegistryUnavailable e) {
            LOG.debug("news of {} rooms is for later: {}", batch.size(), e.getMessage());
            answers = Collections.nCopies(batch.size(), HoldAnswer.LATER);
        }
        for (var i = 0; i < batch.size(); i++) {
            if (batch.get(i).matters()) {
                follow(batch.get(i).slot(), answers.get(i));
            }
        }
    }

    private void follow(Slot slot, HoldAnswer answer) {
        switch (answer) {
            case OK -> {}
            case NOT_MINE -> notMine.accept(slot);
            case LATER -> slot.untold(true);
        }
    }
}
