package dev.danmaku.dispatcher;

import dev.danmaku.queue.JobQueue;
import dev.danmaku.queue.QueueUnavailable;
import dev.danmaku.registry.ClaimAnswer;
import dev.danmaku.registry.ControlChannel;
import dev.danmaku.registry.ControlMessage;
import dev.danmaku.registry.ControlMessage.Cancel;
import dev.danmaku.registry.ControlMessage.Changed;
import dev.danmaku.registry.ControlMessage.Verify;
import dev.danmaku.registry.DispatcherRegistry;
import dev.danmaku.registry.GoneAnswer;
import dev.danmaku.registry.OperatorAnswer;
import dev.danmaku.registry.PatrolAnswer;
import dev.danmaku.registry.PatrolAnswer.Finding;
import dev.danmaku.registry.PatrolAnswer.Page;
import dev.danmaku.registry.PatrolAnswer.Rebuilding;
import dev.danmaku.registry.PatrolLimits;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Walks the running registry with a cursor and mends what it finds: jobs that got lost get a fresh id, rooms of the dead are freed,
 * parked ones wake, who watches a room that left the lives set is asked, and rooms are paused and resumed with their platform.
 */
final class RepairPass implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RepairPass.class);
    /** Control messages stay small. */
    private static final int ROOMS_IN_A_MESSAGE = 200;

    private final Platform platform;
    private final DispatcherRegistry registry;
    private final JobQueue queue;
    private final JobPublisher publisher;
    private final ControlChannel control;
    private final RebuildPass rebuild;
    private final DispatcherMetrics metrics;
    private final PatrolLimits limits;
    private final ScaleGauge scale;
    private final MissingTwice missing = new MissingTwice();

    RepairPass(
            Platform platform,
            DispatcherRegistry registry,
            JobQueue queue,
            JobPublisher publisher,
            ControlChannel control,
            RebuildPass rebuild,
            DispatcherMetrics metrics,
            PatrolLimits limits,
            ScaleGauge scale) {
        this.platform = platform;
        this.registry = registry;
        this.queue = queue;
        this.publisher = publisher;
        this.control = control;
        this.rebuild = rebuild;
        this.metrics = metrics;
        this.limits = limits;
        this.scale = scale;
    }

    /** A broker that is away keeps nobody from being cancelled: what needs it waits for a later pass. */
    @Override
    public void run() {
        Optional<QueueUnavailable> away = Optional.empty();
        var cursor = PatrolAnswer.START;
        var records = new HashMap<String, Integer>();
        var resting = 0L;
        do {
            switch (registry.patrol(platform, cursor, limits)) {
                case Page page -> {
                    var needs = sort(page);
                    verify(needs.verification);
                    cancel(page.generation(), needs.cancelling);
                    pause(needs.pausing);
                    if (away.isEmpty()) {
                        away = mend(needs);
                    }
                    cursor = page.cursor();
                    page.states()
                            .forEach((state, number) -> records.merge(state, number, Integer::sum));
                    if (cursor.equals(PatrolAnswer.START)) {
                        metrics.patrolled(platform, page, records);
                    }
                    resting += page.resting();
                }
                case Rebuilding() -> {
                    rebuild.run();
                    return;
                }
            }
        } while (!cursor.equals(PatrolAnswer.START));
        missing.passed();
        scale.passed(resting);
        if (away.isPresent()) {
            throw away.get();
        }
    }

    /**
     * What the findings of a page need.
     *
     * @param repairIfPurged a fresh job, if the queue is empty: then theirs was lost
     */
    private record Needs(
            List<Finding> repair,
            List<Finding> repairIfPurged,
            List<Finding> verification,
            List<Finding> cancelling,
            List<Finding> pausing) {}

    private Needs sort(Page page) {
        var needs = new Needs(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (var finding : page.findings()) {
            switch (finding.why()) {
                case CLAIMED, QUEUED_LONG, DEAD, PARKED, RESUME -> needs.repair.add(finding);
                case QUEUED -> needs.repairIfPurged.add(finding);
                case OPENING, JOINING -> needs.verification.add(finding);
                case PAUSE -> needs.pausing.add(finding);
                case UNWANTED -> {
                    if (missing.again(finding.room(), page.generation())) {
                        needs.cancelling.add(finding);
                    }
                }
            }
        }
        return needs;
    }

    private Optional<QueueUnavailable> mend(Needs needs) {
        try {
            repair(needs.repair);
            if (!needs.repairIfPurged.isEmpty() && queue.waiting(platform).orElse(0) == 0) {
                repair(needs.repairIfPurged);
            }
            return Optional.empty();
        } catch (QueueUnavailable e) {
            return Optional.of(e);
        }
    }

    private void repair(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        publisher.awaitBroker();
        findings.forEach(finding -> metrics.found(platform, finding.why()));
        switch (registry.repair(platform, findings)) {
            case ClaimAnswer.Claimed(var jobs) -> {
                LOG.info(
                        "{} of {} rooms get a fresh job: {}",
                        jobs.size(),
                        platform.label(),
                        reasons(findings));
                publisher.publish(jobs);
            }
            case ClaimAnswer.Rebuilding() -> LOG.debug("repairs wait for the registry");
        }
    }

    private static Map<String, Long> reasons(List<Finding> findings) {
        return findings.stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.why().name(), Collectors.counting()));
    }

    /** Who has been opening or joining for long: does it have the room at all? */
    private void verify(List<Finding> findings) {
        findings.stream()
                .filter(finding -> finding.session() != null)
                .collect(Collectors.groupingBy(
                        finding -> String.valueOf(finding.session()),
                        Collectors.mapping(Finding::room, Collectors.toList())))
                .forEach((session, rooms) -> tell(session, rooms, Verify::new));
    }

    private void cancel(long generation, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        switch (registry.gone(platform, generation, findings)) {
            case GoneAnswer.Settled(var deleted, var toTell) -> {
                LOG.info("{} rooms left {}", findings.size(), platform.livesKey());
                toTell.forEach((session, rooms) -> tell(session, rooms, Cancel::new));
            }
            case GoneAnswer.OtherGeneration() -> missing.forget();
        }
    }

    /** Their platform is paused. */
    private void pause(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        switch (registry.pause(platform, findings)) {
            case OperatorAnswer.Done(var outcomes) -> {
                LOG.info("{} is paused, with {} rooms", platform.label(), findings.size());
                outcomes.stream()
                        .filter(outcome -> outcome.holder() != null)
                        .collect(Collectors.groupingBy(
                                outcome -> String.valueOf(outcome.holder()),
                                Collectors.mapping(
                                        OperatorAnswer.Outcome::room, Collectors.toList())))
                        .forEach((session, rooms) -> tell(session, rooms, Changed::new));
            }
            case OperatorAnswer.Rebuilding() -> LOG.debug("pauses wait for the registry");
        }
    }

    private void tell(
            String session, List<RoomId> rooms, Function<List<RoomId>, ControlMessage> message) {
        for (var from = 0; from < rooms.size(); from += ROOMS_IN_A_MESSAGE) {
            var some = rooms.subList(from, Math.min(from + ROOMS_IN_A_MESSAGE, rooms.size()));
            if (control.tell(session, message.apply(some)) == 0) {
                LOG.debug(
                        "worker {} did not hear of {} rooms; it is told again",
                        session,
                        some.size());
            }
        }
    }
}
