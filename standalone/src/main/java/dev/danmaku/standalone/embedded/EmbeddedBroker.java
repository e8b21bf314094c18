package dev.danmaku.standalone.embedded;

import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.port.AmqpPort;
import org.jspecify.annotations.Nullable;

import java.net.URL;
import java.util.Map;
import java.util.Objects;

/** Qpid Broker-J, which speaks AMQP 0-9-1 like RabbitMQ; login guest/guest. */
public final class EmbeddedBroker implements AutoCloseable {
    /** More unacknowledged deliveries on one channel than any worker has slots: beyond its limit Qpid stalls. */
    private static final String PREFETCH_LIMIT = "1000000";

    /** The most channels of one connection that Qpid and AMQP clients agree on. */
    private static final String CHANNEL_LIMIT = "2047";

    private final SystemLauncher launcher;
    private final int port;

    private EmbeddedBroker(SystemLauncher launcher, int port) {
        this.launcher = launcher;
        this.port = port;
    }

    /**
     * Starts it; takes two seconds or so.
     *
     * @param wantedPort 0 for any free one; a taken one is replaced by a free one
     * @throws IllegalStateException if it does not start
     */
    public static EmbeddedBroker start(int wantedPort) {
        var listener = new SystemListener();
        var launcher = new SystemLauncher(listener);
        try {
            launcher.startup(Map.of(
                    "type",
                    "Memory",
                    "startupLoggedToSystemOut",
                    "false",
                    "initialConfigurationLocation",
                    configuration().toString(),
                    "context",
                    Map.of(
                            "qpid.amqp_port",
                            String.valueOf(FreePort.orAny(wantedPort)),
                            // RabbitMQ's queue arguments mean nothing here and would close the
                            // connection.
                            "queue.behaviourOnUnknownDeclareArgument",
                            "IGNORE",
                            "connection.high_prefetch_limit",
                            PREFETCH_LIMIT,
                            "qpid.port.sessionCountLimit",
                            CHANNEL_LIMIT)));
            return new EmbeddedBroker(launcher, listener.boundPort());
        } catch (Exception e) { // its own declaration; nothing can be decided by kind
            launcher.shutdown();
            throw new IllegalStateException(
                    "the embedded AMQP broker does not start: " + e.getMessage(), e);
        }
    }

    private static URL configuration() {
        return Objects.requireNonNull(EmbeddedBroker.class.getResource("/embedded-broker.json"));
    }

    public int port() {
        return port;
    }

    /** For {@code danmaku.amqp-url}. */
    public String url() {
        return "amqp://guest:guest@127.0.0.1:" + port;
    }

    @Override
    public void close() {
        launcher.shutdown();
    }

    /** Qpid shows what it started to its listener only. */
    private static final class SystemListener extends DefaultSystemLauncherListener {
        private @Nullable SystemConfig<?> system;

        @Override
        public void onContainerResolve(SystemConfig<?> systemConfig) {
            system = systemConfig;
        }

        int boundPort() {
            var broker = (Broker<?>) Objects.requireNonNull(system).getContainer();
            return broker.getPorts().stream()
                    .mapToInt(SystemListener::boundPort)
                    .filter(bound -> bound > 0)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("its port is taken"));
        }

        private static int boundPort(Port<?> port) {
            return port instanceof AmqpPort<?> amqp ? amqp.getBoundPort() : -1;
        }
    }
}
