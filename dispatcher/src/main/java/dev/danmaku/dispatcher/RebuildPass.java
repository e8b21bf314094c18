package dev.danmaku.dispatcher;

import dev.danmaku.registry.ControlChannel;
import dev.danmaku.registry.DispatcherRegistry;
import dev.danmaku.registry.OpenAnswer;
import dev.danmaku.registry.RedisCheck;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Redis has no generation: it is fresh, or it lost its data, which is no user's wish. Begins the next generation once the workers that
 * can be heard have written their rooms back.
 *
 * <p>Who can be heard is who listens on a control channel once Redis has been up for a session's deadline: by then every worker that
 * could come back has. One that listens but says nothing for long is frozen; it is waited for with patience, not for ever: it writes
 * its rooms back when it wakes.
 */
final class RebuildPass implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RebuildPass.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final DispatcherRegistry registry;
    private final ControlChannel control;
    private final RedisCheck redis;
    private final Duration sessionDeadline;
    private final InstantSource clock;
    private final Map<String, Instant> waitingSince = new HashMap<>();
    private String told = "";

    RebuildPass(
            DispatcherRegistry registry,
            ControlChannel control,
            RedisCheck redis,
            Duration sessionDeadline,
            InstantSource clock) {
        this.registry = registry;
        this.control = control;
        this.redis = redis;
        this.sessionDeadline = sessionDeadline;
        this.clock = clock;
    }

    /** From any loop; one at a time. */
    @Override
    public synchronized void run() {
        if (!redis.embedded() && redis.uptime().compareTo(sessionDeadline) < 0) {
            tellOnce("Redis is fresh: workers may yet come back to it");
            return;
        }
        var now = clock.instant();
        var heard = control.listening().stream()
                .filter(session -> !frozen(session, now))
                .toList();
        switch (registry.openGeneration(heard)) {
            case OpenAnswer.Open(var generation) -> {
                LOG.info("generation {} begins", generation);
                waitingSince.clear();
                told = "";
            }
            case OpenAnswer.WaitingFor(var session) -> waitFor(heard, session, now);
        }
    }

    private void waitFor(List<String> heard, String session, Instant now) {
        tellOnce(
                "the registry is rebuilt: worker %s is to write its rooms back".formatted(session));
        heard.forEach(listening -> waitingSince.putIfAbsent(listening, now));
    }

    private void tellOnce(String sentence) {
        if (!told.equals(sentence)) {
            told = sentence;
            LOG.info("{}", sentence);
        }
    }

    private boolean frozen(String session, Instant now) {
        var since = waitingSince.get(session);
        return since != null && Duration.between(since, now).compareTo(PATIENCE) > 0;
    }
}
