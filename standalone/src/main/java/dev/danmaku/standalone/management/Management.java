package dev.danmaku.standalone.management;

import dev.danmaku.config.ManagementSettings;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of a process and, where that is wanted, the port on which machines ask for them. See the package. */
public final class Management implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Management.class);

    private final Health health = new Health();
    private final MeterRegistry meters;
    private final @Nullable Numbers numbers;
    private final @Nullable ManagementServer server;

    private Management(ManagementSettings settings, String role, String version) {
        if (!settings.wanted()) {
            // without anybody behind it, it counts nothing
            this.meters = new CompositeMeterRegistry();
            this.numbers = null;
            this.server = null;
            return;
        }
        this.numbers = new Numbers(role, version, health);
        this.meters = numbers.registry();
        try {
            this.server = ManagementServer.start(settings, health, numbers);
        } catch (IllegalStateException e) {
            numbers.close();
            throw e;
        }
        LOG.info("metrics and health are at http://{}:{}/", settings.address(), server.port());
    }

    /**
     * Listens, before anything else is started: a process that waits for its servers is alive and not ready.
     *
     * @param role of this process, for whoever looks at its numbers
     * @throws IllegalStateException if the port is taken
     */
    public static Management start(ManagementSettings settings, String role, String version) {
        return new Management(settings, role, version);
    }

    /** Where this process counts. */
    public MeterRegistry meters() {
        return meters;
    }

    /** A role is started, and tells how it is from now on. */
    public void watch(Signs signs) {
        health.add(signs);
    }

    /** To be closed last: a role that drains still tells. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (numbers != null) {
            numbers.close();
        }
    }
}
