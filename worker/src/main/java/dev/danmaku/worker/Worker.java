package dev.danmaku.worker;

import dev.danmaku.config.WorkerSettings;
import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.queue.JobQueue;
import dev.danmaku.registry.BeatAnswer;
import dev.danmaku.registry.ControlChannel;
import dev.danmaku.registry.ControlMessage;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.worker.Slot.Closing;

import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Takes jobs while it has free slots, and carries each out until it is over. See the package for the picture. */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration FULL_CHECK = Duration.ofMinutes(1);
    /** Longer than any one call to Redis may take: past this the worker thread hangs. */
    private static final Duration NO_PROGRESS = Duration.ofSeconds(15);

    private final String session;
    private final WorkerSettings settings;
    private final WorkerRegistry registry;
    private final ControlChannel control;
    private final JobHandler handler;
    private final WorkerThread thread = new WorkerThread();
    private final AmqpThread amqp;
    private final Slots slots;
    private final Windows windows;
    private final Intake intake;
    private final HolderQuestions holders;
    private final ControlDesk desk;
    private final Settlement settlement;
    private final RecordCheck check;
    private final RoomNews news;
    private final WorkerHeartbeat heartbeat;
    private final CountDownLatch empty = new CountDownLatch(1);
    private volatile long lastTickNanos = System.nanoTime();
    private long lastFullCheckNanos = System.nanoTime();
    private boolean checkDue;
    private boolean stopping;
    private String lastRefusal = "";
    private long generation;
    private long checkedUnder;

    /**
     * @param beats the registry over a connection that nothing else uses
     * @param control where other workers and the dispatcher reach this one
     */
    public Worker(
            WorkerIdentity identity,
            WorkerSettings settings,
            WorkerRegistry registry,
            WorkerRegistry beats,
            ControlChannel control,
            JobQueue queue,
            JobHandler handler,
            MeterRegistry meters) {
        this.session = identity.session();
        this.settings = settings;
        this.registry = registry;
        this.control = control;
        this.handler = handler;
        this.slots = new Slots(settings.slots());
        var metrics = new WorkerMetrics(meters, settings.slots(), slots::held);
        this.amqp = new AmqpThread(queue);
        this.windows = new Windows(
                slots,
                this::undecided,
                amqp,
                handler,
                platforms(settings, handler),
                this::delivered,
                (offer, reason) -> thread.post(() -> offerLost(offer, reason)));
        this.holders = new HolderQuestions(
                session,
                thread,
                control::tell,
                this::askRegistry,
                pending -> windows.ack(pending.delivery()));
        var deadLetters = new DeadLetters(thread, amqp, windows::ack, metrics);
        this.heartbeat = new WorkerHeartbeat(
                session,
                beats,
                settings.beatInterval(),
                settings.sessionDeadline(),
                () -> identity.about(slots.capacity(), slots.held()),
                () -> System.nanoTime() - lastTickNanos < NO_PROGRESS.toNanos(),
                (answer, afterSilence) -> thread.post(() -> beaten(answer, afterSilence)));
        this.intake = new Intake(
                session,
                thread,
                registry,
                slots,
                windows,
                holders,
                new Rooms(),
                deadLetters::bury,
                metrics,
                heartbeat::beatNow);
        this.desk = new ControlDesk(session, registry, slots, holders, intake::inDoubt, this::tell);
        this.settlement = new Settlement(thread, registry, this::ackAndFree, this::free);
        this.news = new RoomNews(registry, slot -> slot.close(Closing.LOST, "taken over"));
        this.check = new RecordCheck(session, registry, news::again);
    }

    private static Collection<Platform> platforms(WorkerSettings settings, JobHandler handler) {
        var wanted = settings.platforms().isEmpty() ? handler.platforms() : settings.platforms();
        wanted.stream()
                .filter(platform -> !handler.platforms().contains(platform))
                .forEach(platform -> LOG.warn(
                        "{} cannot be watched yet: its jobs are left alone", platform.label()));
        return wanted.stream().filter(handler.platforms()::contains).sorted().toList();
    }

    /** This process' registration in Redis. */
    public String session() {
        return session;
    }

    /** Registers, listens, and begins to take jobs. */
    public void start() {
        control.listen(
                session,
                message -> thread.post(() -> desk.heard(message)),
                () -> LOG.debug("listening on the control channel"));
        heartbeat.start();
        thread.every(TICK, this::tick);
        LOG.info("worker {} has {} slots", session, slots.capacity());
    }

    private void tick() {
        lastTickNanos = System.nanoTime();
        if (checkDue || lastTickNanos - lastFullCheckNanos > FULL_CHECK.toNanos()) {
            checkAll();
        }
        windows.offer();
    }

    private void delivered(HeldDelivery delivery) {
        intake.deliver(delivery);
    }

    private void askRegistry(List<Intake.Pending> pending) {
        intake.askAbout(pending);
    }

    private int undecided() {
        return intake.undecided();
    }

    private void open(Job job, Epoch epoch, @Nullable String found, HeldDelivery delivery) {
        var slot = new Slot(session, job, epoch, delivery, found);
        slots.add(slot);
        var running = handler.start(job, epoch, found, new Beginning.Fresh(), new JobListener() {
            @Override
            public void found(String newFound) {
                thread.post(() -> news.found(slot, newFound));
            }

            @Override
            public void joined() {
                thread.post(() -> news.joined(slot));
            }

            @Override
            public void noted(String what, String reason) {
                thread.post(() -> news.noted(slot, what, reason));
            }
        });
        slot.runs(running);
        running.over()
                .thenAccept(
                        outcome -> thread.post(() -> settlement.settle(slot, outcome, handler)));
        if (stopping) {
            slot.close(Closing.STOPPING, "the worker stops");
        }
    }

    private void ackAndFree(Slot slot) {
        var delivery = slot.delivery();
        if (delivery != null) {
            windows.ack(delivery);
        }
        free(slot);
    }

    private void free(Slot slot) {
        slots.remove(slot);
        intake.gone(slot.room());
        windows.offer();
        tellIfEmpty();
    }

    /** A channel broke, or the broker closed it: the jobs are its again, the rooms go on. */
    private void offerLost(Offer offer, String reason) {
        tellLoss(offer, reason);
        windows.forget(offer);
        for (var slot : slots.all()) {
            var delivery = slot.delivery();
            if (delivery != null && delivery.offer() == offer) {
                slot.loseDelivery();
            }
        }
        intake.forget(offer);
    }

    /** A broker that is away refuses offer after offer: that is worth one line. */
    private void tellLoss(Offer offer, String reason) {
        if (offer.window() != null) {
            lastRefusal = "";
            LOG.info(
                    "a channel of {} is gone: {}; its {} rooms go on",
                    offer.platform().label(),
                    reason,
                    offer.unacked());
        } else if (!reason.equals(lastRefusal)) {
            lastRefusal = reason;
            LOG.warn(
                    "no job of {} can be taken for now: {}; rooms go on",
                    offer.platform().label(),
                    reason);
        }
    }

    private void beaten(BeatAnswer answer, boolean afterSilence) {
        generation = answer.generation();
        if (afterSilence || generation != checkedUnder) {
            checkAll();
        }
        var lost = answer.lost().stream()
                .map(slots::of)
                .filter(Objects::nonNull)
                .filter(slot -> !slot.ending())
                .collect(Collectors.toSet());
        if (!lost.isEmpty()) {
            try {
                check.check(lost);
            } catch (RegistryUnavailable e) {
                checkDue = true;
            }
        }
    }

    /** Compares all rooms with their records; the next beat tells the registry that it was done. */
    private void checkAll() {
        checkDue = true;
        try {
            var rooms = slots.goingOn();
            var under = rooms.isEmpty() ? generation : check.check(rooms);
            if (under == generation) {
                checkDue = false;
                checkedUnder = generation;
                lastFullCheckNanos = System.nanoTime();
                heartbeat.restored(generation);
            }
        } catch (RegistryUnavailable e) {
            LOG.debug("the check of all rooms is put off: {}", e.getMessage());
        }
    }

    /** What the intake wants done with rooms. */
    private final class Rooms implements Intake.Rooms {
        @Override
        public void open(Job job, Epoch epoch, @Nullable String found, HeldDelivery delivery) {
            Worker.this.open(job, epoch, found, delivery);
        }

        @Override
        public void continued(Slot slot) {
            news.again(slot);
        }
    }

    private void tell(String to, ControlMessage message) {
        control.tell(to, message);
    }

    /**
     * Stops taking jobs and closes all rooms: their events are flushed, their records and deliveries left for whoever takes over.
     *
     * @return true if everything was closed within the grace
     */
    public boolean drain(Duration grace) {
        thread.post(() -> {
            stopping = true;
            windows.stopTaking();
            intake.stop();
            slots.all().forEach(slot -> slot.close(Closing.STOPPING, "the worker stops"));
            tellIfEmpty();
        });
        try {
            return empty.await(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tellIfEmpty() {
        if (stopping && slots.held() == 0) {
            empty.countDown();
        }
    }

    /** Ends the session, so that others may take over at once. The queue is closed by who opened it. */
    @Override
    public void close() {
        heartbeat.close();
        thread.close();
        amqp.close();
        control.close();
        try {
            registry.leave(session);
        } catch (RegistryUnavailable e) {
            LOG.info(
                    "no good-bye to the registry: {}; the session ends by its deadline",
                    e.getMessage());
        }
    }
}
