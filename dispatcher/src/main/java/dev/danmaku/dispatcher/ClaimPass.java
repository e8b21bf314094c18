package dev.danmaku.dispatcher;

import dev.danmaku.registry.ClaimAnswer;
import dev.danmaku.registry.DispatcherRegistry;
import dev.danmaku.registry.UnclaimedAnswer;
import dev.danmaku.room.Platform;

import java.util.List;
import java.util.Optional;

/** Walks a lives set from end to end and claims what nobody carries. Rule: the script that claims looks at the set again. */
final class ClaimPass implements Runnable {
    private final Platform platform;
    private final RejectedIds rejected;
    private final DispatcherRegistry registry;
    private final JobPublisher publisher;
    private final RebuildPass rebuild;
    private final DispatcherMetrics metrics;
    private final int scanStep;
    private final int claimBatch;

    ClaimPass(
            Platform platform,
            RejectedIds rejected,
            DispatcherRegistry registry,
            JobPublisher publisher,
            RebuildPass rebuild,
            DispatcherMetrics metrics,
            int scanStep,
            int claimBatch) {
        this.platform = platform;
        this.rejected = rejected;
        this.registry = registry;
        this.publisher = publisher;
        this.rebuild = rebuild;
        this.metrics = metrics;
        this.scanStep = scanStep;
        this.claimBatch = claimBatch;
    }

    @Override
    public void run() {
        var cursor = UnclaimedAnswer.START;
        do {
            var next = step(cursor);
            if (next.isEmpty()) {
                rebuild.run();
                return;
            }
            cursor = next.get();
        } while (!cursor.equals(UnclaimedAnswer.START));
        rejected.passed();
    }

    /** The next cursor; none while the registry is rebuilt. */
    private Optional<String> step(String cursor) {
        return switch (registry.unclaimed(platform, cursor, scanStep)) {
            case UnclaimedAnswer.Page(var next, var ids) ->
                claim(rejected.sift(ids)) ? Optional.of(next) : Optional.empty();
            case UnclaimedAnswer.Rebuilding() -> Optional.empty();
        };
    }

    /** False while the registry is rebuilt. */
    private boolean claim(List<String> ids) {
        for (var from = 0; from < ids.size(); from += claimBatch) {
            publisher.awaitBroker();
            var batch = ids.subList(from, Math.min(from + claimBatch, ids.size()));
            switch (registry.claim(platform, batch)) {
                case ClaimAnswer.Claimed(var jobs) -> {
                    metrics.claimed(platform, jobs.size());
                    publisher.publish(jobs);
                }
                case ClaimAnswer.Rebuilding() -> {
                    metrics.claimsWait(platform);
                    return false;
                }
            }
        }
        return true;
    }
}
