package dev.danmaku.standalone.role;

import dev.danmaku.registry.OddityReports;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.worker.watch.ProtocolHealth;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells Redis every some seconds what of the platforms' protocols could not be read. What cannot be told is forgotten. */
final class ProtocolReports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolReports.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ProtocolHealth health;
    private final OddityReports reports;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("protocol-reports").daemon().factory());

    private ProtocolReports(ProtocolHealth health, OddityReports reports) {
        this.health = health;
        this.reports = reports;
    }

    static ProtocolReports start(ProtocolHealth health, OddityReports reports) {
        var started = new ProtocolReports(health, reports);
        started.thread.scheduleWithFixedDelay(
                started::tell, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return started;
    }

    private void tell() {
        health.take().forEach((key, seen) -> {
            try {
                reports.tell(key.platform(), key.kind(), seen);
            } catch (RegistryUnavailable e) {
                LOG.debug("{} odd things of {} go untold: {}", seen.size(), key, e.getMessage());
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
