package dev.danmaku.dispatcher;

import dev.danmaku.registry.Keys;
import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps ids that cannot be rooms out of the registry: each is told once and stands in {@code {prefix}_rejected} with its reason,
 * until it leaves the lives set.
 */
final class RejectedIds {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedIds.class);
    /** Longer ids are kept cut. */
    private static final int KEPT_CHARS = 4096;

    /** A flood of bad ids is no flood of lines. */
    private static final int TOLD_IN_A_PASS = 50;

    private final Platform platform;
    private final LivesSet lives;
    private final DispatcherMetrics metrics;
    private Set<String> seen = new HashSet<>();
    private boolean anyBefore = true;
    private int told;

    RejectedIds(Platform platform, LivesSet lives, DispatcherMetrics metrics) {
        this.platform = platform;
        this.lives = lives;
        this.metrics = metrics;
    }

    /** The ids of a page that can be rooms; the others are rejected. */
    List<String> sift(List<String> ids) {
        return ids.stream().filter(this::accept).toList();
    }

    private boolean accept(String id) {
        try {
            new RoomId(platform, id);
            return true;
        } catch (BadRoomId e) {
            var reason = String.valueOf(e.getMessage());
            var kept = id.length() > KEPT_CHARS ? id.substring(0, KEPT_CHARS) : id;
            if (seen.size() < LivesSet.MAX_REJECTED
                    && seen.add(kept)
                    && lives.reject(kept, reason)) {
                metrics.rejected(platform);
                tell(reason);
            }
            return false;
        }
    }

    private void tell(String reason) {
        told++;
        if (told <= TOLD_IN_A_PASS) {
            LOG.warn("{}: {}", platform.livesKey(), reason);
        }
    }

    /** The set was read to its end: what was not seen has left it. */
    void passed() {
        if (anyBefore || !seen.isEmpty()) {
            lives.forgive(
                    lives.rejected().stream().filter(id -> !seen.contains(id)).toList());
        }
        if (told > TOLD_IN_A_PASS) {
            LOG.warn(
                    "{}: {} more ids cannot be rooms, see {}",
                    platform.livesKey(),
                    told - TOLD_IN_A_PASS,
                    Keys.rejected(platform));
        }
        told = 0;
        anyBefore = !seen.isEmpty();
        seen = new HashSet<>();
    }
}
