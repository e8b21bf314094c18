package dev.danmaku.worker;

import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.registry.TakeAnswer.Grant;
import dev.danmaku.worker.Slot.Closing;

import java.time.Duration;

/** Gives each job a slot and starts it, and hears how it goes on. Owned by the worker thread. */
final class Rooms implements Intake.Rooms {
    private final String session;
    private final WorkerThread thread;
    private final JobHandler handler;
    private final Slots slots;
    private final RoomNews news;
    private final Giver giver;
    private final Joiner joiner;
    private final Settlement settlement;
    private final WorkerMetrics metrics;
    private boolean stopping;

    Rooms(
            String session,
            WorkerThread thread,
            JobHandler handler,
            Slots slots,
            RoomNews news,
            Giver giver,
            Joiner joiner,
            Settlement settlement,
            WorkerMetrics metrics) {
        this.session = session;
        this.thread = thread;
        this.handler = handler;
        this.slots = slots;
        this.news = news;
        this.giver = giver;
        this.joiner = joiner;
        this.settlement = settlement;
        this.metrics = metrics;
    }

    @Override
    public void open(Job job, Grant grant, Beginning beginning, HeldDelivery delivery) {
        var slot = new Slot(session, job, epoch(job, grant), delivery, grant.found());
        if (grant.waited() != null) {
            slot.claimed(thread.nanoTime() - grant.waited().toNanos());
        }
        start(slot, beginning);
    }

    @Override
    public void join(Job job, Grant grant, String holder, HeldDelivery delivery) {
        var slot = Slot.joining(session, job, epoch(job, grant), delivery, grant.found(), holder);
        start(slot, new Beginning.Offered());
        joiner.began(slot);
    }

    private static Epoch epoch(Job job, Grant grant) {
        return new Epoch(grant.generation(), job.id(), grant.term());
    }

    private void start(Slot slot, Beginning beginning) {
        slots.add(slot);
        var running =
                handler.start(slot.job(), slot.epoch(), slot.found(), beginning, new News(slot));
        slot.runs(running);
        running.over()
                .thenAccept(
                        outcome -> thread.post(() -> settlement.settle(slot, outcome, handler)));
        if (stopping) {
            slot.close(Closing.STOPPING, "the worker stops");
        }
    }

    private void timed(Slot slot) {
        var claimed = slot.takeClaimed();
        if (claimed != null) {
            var since = Duration.ofNanos(thread.nanoTime() - claimed);
            metrics.joined(slot.room().platform(), since);
        }
    }

    @Override
    public void continued(Slot slot) {
        news.again(slot);
    }

    @Override
    public void own(Slot slot, Epoch epoch) {
        joiner.own(slot, epoch);
    }

    @Override
    public void keep(Slot slot) {
        giver.keep(slot, "its offer came back");
    }

    /** What begins from now on ends at once. */
    void stop() {
        stopping = true;
    }

    /** Closes what is still here: their records and deliveries are left for whoever takes over. */
    void closeAll() {
        slots.all().forEach(slot -> slot.close(Closing.STOPPING, "the worker stops"));
    }

    /** Brings a job's news to the worker thread. */
    private final class News implements JobListener {
        private final Slot slot;

        News(Slot slot) {
            this.slot = slot;
        }

        @Override
        public void found(String newFound) {
            thread.post(() -> news.found(slot, newFound));
        }

        @Override
        public void joined() {
            thread.post(() -> {
                if (slot.joining()) {
                    joiner.joined(slot);
                } else {
                    news.joined(slot);
                    timed(slot);
                }
            });
        }

        @Override
        public void noted(String what, String reason) {
            thread.post(() -> news.noted(slot, what, reason));
        }
    }
}
