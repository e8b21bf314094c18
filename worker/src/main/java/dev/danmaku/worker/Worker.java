package dev.danmaku.worker;

import dev.danmaku.config.WorkerSettings;
import dev.danmaku.queue.JobLane;
import dev.danmaku.queue.JobQueue;
import dev.danmaku.registry.BeatAnswer;
import dev.danmaku.registry.ControlChannel;
import dev.danmaku.registry.ControlMessage;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.autoscale.Autoscale;
import dev.danmaku.worker.autoscale.Strain;
import dev.danmaku.worker.sink.fence.Fence;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Takes jobs while it has free slots, and carries each out until it is over. See the package for the picture. */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration TICK = Duration.ofMillis(250);
    /** Between two counts of all rooms by their phase. */
    private static final Duration COUNT = Duration.ofSeconds(1);
    /** Longer than any one call to Redis may take: past this the worker thread hangs. */
    private static final Duration NO_PROGRESS = Duration.ofSeconds(15);

    private final String session;
    private final ControlChannel control;
    private final WorkerRegistry registry;
    private final RoomNews news;
    private final WorkerSettings settings;
    private final WorkerThread thread;
    private final AmqpThread amqp;
    private final Slots slots;
    private final Offers offers;
    private final Windows windows;
    private final Intake intake;
    private final Autoscaler autoscaler;
    private final Crew crew;
    private final Giver giver;
    private final Joiner joiner;
    private final ControlDesk desk;
    private final CheckSchedule checks;
    private final Drain drain;
    private final StandBy standBy;
    private final WorkerHeartbeat heartbeat;
    private final WorkerMetrics metrics;
    private final LostOffers lostOffers;
    private final Orders orders;
    private long countedNanos;

    /**
     * @param health asked for each beat
     * @param strain asked once a second where the number of slots is not fixed; must not block
     * @param beats the registry over a connection that nothing else uses
     * @param control where other workers and the dispatcher reach this one
     * @param fence between what the handler's jobs hear and where it goes
     * @param threads of this worker alone; it closes them
     */
    public Worker(
            WorkerIdentity identity,
            Supplier<ProcessHealth> health,
            Supplier<Strain> strain,
            WorkerSettings settings,
            WorkerRegistry registry,
            WorkerRegistry beats,
            ControlChannel control,
            JobQueue queue,
            JobHandler handler,
            Fence fence,
            WorkerThreads threads,
            MeterRegistry meters) {
        this.session = identity.session();
        this.settings = settings;
        this.control = control;
        this.thread = new WorkerThread(threads.worker(), threads.nanoTime());
        this.news = new RoomNews(thread, registry, slot -> doubted(slot));
        this.registry = new NewsFirst(registry, news::tell);
        var scale = Autoscale.of(settings.slots());
        this.slots = new Slots(scale.slots());
        this.metrics = new WorkerMetrics(meters, slots);
        this.amqp = new AmqpThread(queue, threads.amqp(), metrics);
        this.offers = new Offers(
                amqp,
                this::delivered,
                (offer, reason) -> thread.post(() -> channelGone(offer, reason)));
        this.crew = new Crew(session, thread, this.registry, slots);
        this.windows = new Windows(
                slots,
                this::undecided,
                () -> crew.share().takeBelow(),
                amqp,
                handler,
                platforms(settings, handler),
                offers);
        var holders = new HolderQuestions(
                session,
                thread,
                control::tell,
                this::askRegistry,
                pending -> offers.ack(pending.delivery()));
        var deadLetters = new DeadLetters(thread, amqp, offers::ack, metrics);
        this.heartbeat = new WorkerHeartbeat(
                session,
                threads.beat(),
                beats,
                settings.beatInterval(),
                settings.sessionDeadline(),
                () -> identity.about(doing(), health.get()),
                () -> thread.stillFor().compareTo(NO_PROGRESS) < 0,
                fence::pauses,
                (answer, afterSilence, pauses) ->
                        thread.post(() -> beaten(answer, afterSilence, pauses)),
                threads.nanoTime());
        this.autoscaler = new Autoscaler(scale, thread, slots, windows, strain, heartbeat::beatNow);
        this.giver = new Giver(session, thread, this.registry, slots, amqp, this::tell, metrics);
        this.joiner = new Joiner(
                session, thread, this.registry, slots, control::tell, news::again, metrics);
        var settlement = new Settlement(
                thread, this.registry, this::ackAndFree, this::free, this::tellIfReachable);
        var rooms = new Rooms(
                session, thread, handler, slots, news, giver, joiner, settlement, metrics);
        this.intake = new Intake(
                session,
                thread,
                this.registry,
                slots,
                windows,
                offers,
                holders,
                rooms,
                deadLetters::bury,
                metrics,
                news::tell,
                heartbeat::beatNow);
        this.lostOffers = new LostOffers(slots, offers, intake);
        this.drain = new Drain(
                thread, slots, crew, giver, rooms, fence, this::stopTaking, heartbeat::beatNow);
        this.standBy = new StandBy(windows, intake, giver, crew, heartbeat::beatNow);
        var check = new RecordCheck(
                session, this.registry, giver::lost, giver::paused, giver::forget, news::again);
        this.checks =
                new CheckSchedule(thread, slots, check, fence, heartbeat::restored, this::notHere);
        this.orders =
                new Orders(slots, news, crew, giver, drain, standBy, checks, heartbeat::beatNow);
        this.desk = new ControlDesk(
                session,
                this.registry,
                slots,
                holders,
                giver,
                joiner,
                orders,
                intake::inDoubt,
                this::tell);
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

    /** From any thread. */
    public WorkerVitals vitals() {
        return new WorkerVitals(
                thread.stillFor(),
                heartbeat.age(),
                heartbeat.registered(),
                drain.underWay() || standBy.underWay());
    }

    /** Registers, listens, and begins to take jobs. */
    public void start() {
        control.listen(
                session,
                message -> thread.post(() -> desk.heard(message)),
                () -> LOG.debug("listening on the control channel"));
        heartbeat.start();
        metrics.vitals(this);
        thread.every(TICK, this::tick);
        LOG.info("worker {} has {} slots", session, settings.slots());
    }

    private void tick() {
        checks.tick();
        if (drain.underWay()) {
            drain.goOn();
        } else if (standBy.underWay()) {
            standBy.goOn();
        } else {
            autoscaler.look();
            crew.look();
            giver.step(settings.rebalance() ? crew.share() : FairShare.UNKNOWN);
        }
        windows.offer();
        count();
    }

    private void count() {
        if (thread.nanoTime() - countedNanos >= COUNT.toNanos()) {
            countedNanos = thread.nanoTime();
            metrics.rooms(slots.all());
        }
    }

    private void delivered(HeldDelivery delivery) {
        if (delivery.offer().lane() == JobLane.HANDOVER) {
            // somebody gives rooms away: perhaps more than our last look around allows
            thread.post(crew::lookSoon);
        }
        intake.deliver(delivery);
    }

    private void channelGone(Offer offer, String reason) {
        lostOffers.lost(offer, reason);
    }

    private void doubted(Slot slot) {
        checks.doubted(slot);
    }

    private WorkerIdentity.Doing doing() {
        return new WorkerIdentity.Doing(
                slots.capacity(),
                slots.own(),
                drain.underWay(),
                standBy.underWay(),
                giver.moving(),
                autoscaler.scaling());
    }

    /** A room that was paused is not waited for on our account. */
    private void notHere(RoomId room) {
        if (intake.inDoubt(room, ControlDesk.ANY_JOB)) {
            return;
        }
        try {
            registry.leftUnheld(session, room);
        } catch (RegistryUnavailable e) {
            LOG.debug("{}: that it is not here goes untold: {}", room, e.getMessage());
        }
    }

    private void askRegistry(List<Intake.Pending> pending) {
        intake.askAbout(pending);
    }

    private int undecided() {
        return intake.undecided();
    }

    private void ackAndFree(Slot slot) {
        var delivery = slot.delivery();
        if (delivery != null) {
            offers.ack(delivery);
        }
        free(slot);
    }

    private void free(Slot slot) {
        slots.remove(slot);
        giver.gone(slot);
        joiner.gone(slot);
        intake.gone(slot.room());
        windows.offer();
        drain.freed();
    }

    private void beaten(BeatAnswer answer, boolean afterSilence, long pauses) {
        windows.go();
        checks.beaten(answer, afterSilence, pauses);
    }

    private void tell(String to, ControlMessage message) {
        control.tell(to, message);
    }

    private void tellIfReachable(String to, ControlMessage message) {
        try {
            control.tell(to, message);
        } catch (RegistryUnavailable e) {
            LOG.debug("{} is not told: {}", to, e.getMessage());
        }
    }

    /** Completes when somebody wants this worker to give everything away and stop. */
    public CompletableFuture<Void> drainOrdered() {
        return orders.drainOrdered();
    }

    /**
     * Takes no more jobs and gives every room away to other workers, make-before-break. What could not be given away within the
     * grace, or when there is no other worker, is closed: its events are flushed, its record and delivery left for whoever takes over.
     *
     * @return true if nothing is left
     */
    public boolean drain(Duration grace) {
        return drain.within(grace);
    }

    /**
     * Takes no more jobs and gives every room away, without waiting for it.
     *
     * @return done when nothing is left
     */
    public CompletableFuture<Void> giveAway() {
        return drain.giveAway();
    }

    /** Nobody took what is left of {@link #giveAway}: it closes. */
    public void closeWhatIsLeft() {
        drain.closeWhatIsLeft();
    }

    private void stopTaking() {
        windows.stopTaking();
        intake.stop();
    }

    /** Ends the session, so that others may take over at once. The queue is closed by who opened it. */
    @Override
    public void close() {
        heartbeat.close();
        thread.close();
        amqp.close();
        try {
            registry.leave(session);
        } catch (RegistryUnavailable e) {
            LOG.info(
                    "no good-bye to the registry: {}; the session ends by its deadline",
                    e.getMessage());
        }
        // last: its connection may go back with an answer that nobody reads
        control.close();
    }
}
