package dev.danmaku.dispatcher;

import dev.danmaku.registry.ClaimAnswer;
import dev.danmaku.registry.DispatcherRegistry;
import dev.danmaku.room.Platform;

import redis.clients.jedis.params.ScanParams;

import java.util.List;

/** Reads a lives set from end to end and claims what nobody carries. Rule: the script looks at the set again. */
final class ClaimPass implements Runnable {
    private final Platform platform;
    private final LivesSet lives;
    private final RejectedIds rejected;
    private final DispatcherRegistry registry;
    private final JobPublisher publisher;
    private final RebuildPass rebuild;
    private final int scanStep;
    private final int claimBatch;

    ClaimPass(
            Platform platform,
            LivesSet lives,
            RejectedIds rejected,
            DispatcherRegistry registry,
            JobPublisher publisher,
            RebuildPass rebuild,
            int scanStep,
            int claimBatch) {
        this.platform = platform;
        this.lives = lives;
        this.rejected = rejected;
        this.registry = registry;
        this.publisher = publisher;
        this.rebuild = rebuild;
        this.scanStep = scanStep;
        this.claimBatch = claimBatch;
    }

    @Override
    public void run() {
        var cursor = ScanParams.SCAN_POINTER_START;
        do {
            var page = lives.scan(cursor, scanStep);
            if (!claim(rejected.sift(page.ids()))) {
                rebuild.run();
                return;
            }
            cursor = page.cursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        rejected.passed();
    }

    /** False while the registry is rebuilt. */
    private boolean claim(List<String> ids) {
        for (var from = 0; from < ids.size(); from += claimBatch) {
            publisher.awaitBroker();
            var batch = ids.subList(from, Math.min(from + claimBatch, ids.size()));
            switch (registry.claim(platform, batch)) {
                case ClaimAnswer.Claimed(var jobs) -> publisher.publish(jobs);
                case ClaimAnswer.Rebuilding() -> {
                    return false;
                }
            }
        }
        return true;
    }
}
