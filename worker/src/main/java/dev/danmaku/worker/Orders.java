package dev.danmaku.worker;

import dev.danmaku.room.RoomId;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Carries out what people want of this worker. Owned by the worker thread. */
final class Orders implements ControlDesk.Orders {
    private final Slots slots;
    private final RoomNews news;
    private final Crew crew;
    private final Giver giver;
    private final Drain drain;
    private final StandBy standBy;
    private final CheckSchedule checks;
    private final Runnable beatNow;
    private final CompletableFuture<Void> drainOrdered = new CompletableFuture<>();

    Orders(
            Slots slots,
            RoomNews news,
            Crew crew,
            Giver giver,
            Drain drain,
            StandBy standBy,
            CheckSchedule checks,
            Runnable beatNow) {
        this.slots = slots;
        this.news = news;
        this.crew = crew;
        this.giver = giver;
        this.drain = drain;
        this.standBy = standBy;
        this.checks = checks;
        this.beatNow = beatNow;
    }

    /** Completes when somebody wants this worker to give everything away and stop: whoever runs the process does that. */
    CompletableFuture<Void> drainOrdered() {
        return drainOrdered;
    }

    @Override
    public void drain() {
        drainOrdered.complete(null);
    }

    @Override
    public void standBy() {
        if (!drain.underWay()) {
            standBy.begin();
        }
    }

    @Override
    public void goOn() {
        if (!drain.underWay()) {
            standBy.end();
        }
    }

    @Override
    public void changed(List<RoomId> rooms) {
        checks.changed(rooms);
    }

    @Override
    public void move(List<RoomId> rooms) {
        var here = rooms.stream()
                .map(slots::of)
                .filter(Objects::nonNull)
                .filter(slot -> !slot.ending() && !slot.joining() && !slot.uncut())
                .toList();
        crew.lookAnew();
        if (crew.alone()) {
            here.forEach(slot -> news.noted(slot, "kept", "there is no other worker for it"));
            return;
        }
        giver.move(here);
        beatNow.run();
    }
}
