package dev.danmaku.testing.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a private RabbitMQ runs.
 *
 * <p>A node of its own beside the system's needs more than a port: a name, a distribution port, a cookie (in a HOME of
 * its own), folders, and a name daemon. Erlang would start the latter by itself and leave it running, so we start one
 * first, in the foreground, and end it with the node.
 */
final class RabbitHosts {
    private static final String IMAGE = "rabbitmq:3-management";
    private static final String CONTAINER_SETTINGS = "/etc/rabbitmq/conf.d";

    private static final List<String> SETTINGS =
            List.of("loopback_users = none", "disk_free_limit.absolute = 1MB");

    private RabbitHosts() {}

    static Optional<String> obstacle() {
        return local().isPresent() || ContainerServer.possible()
                ? Optional.empty()
                : Optional.of("no rabbitmq-server is installed and no Docker engine answers");
    }

    static ServerHost create(String... plugins) {
        return local().<ServerHost>map(binaries -> new LocalServer(plan(binaries, plugins)))
                .orElseGet(RabbitHosts::container);
    }

    private record Binaries(Path server, Path ctl, Path epmd) {}

    private static Optional<Binaries> local() {
        return Installed.find("rabbitmq-server")
                .flatMap(server -> Installed.find("rabbitmqctl")
                        .flatMap(ctl -> Installed.find("epmd")
                                .map(epmd -> new Binaries(server, ctl, epmd))));
    }

    private static LocalServer.Plan plan(Binaries binaries, String... plugins) {
        var folder = Folders.create("rabbit");
        var port = FreePorts.next();
        var epmdPort = FreePorts.next();
        var config = new ArrayList<>(SETTINGS);
        config.add("listeners.tcp.local = 127.0.0.1:" + port);
        if (List.of(plugins).contains("rabbitmq_management")) {
            config.add("management.tcp.ip = 127.0.0.1");
            config.add("management.tcp.port = " + FreePorts.next());
        }
        Folders.write(folder.resolve("rabbitmq.conf"), String.join("\n", config) + "\n");
        Folders.write(folder.resolve("plugins"), "[" + String.join(",", plugins) + "].\n");
        Folders.write(folder.resolve("env.conf"), "");
        var node = "danmaku-test-%d@localhost".formatted(port);
        return new LocalServer.Plan(
                "rabbitmq",
                port,
                folder,
                environment(folder, node, epmdPort),
                List.of(binaries.server.toString()),
                List.of(binaries.ctl.toString(), "-n", node),
                Optional.of(List.of(
                        binaries.epmd.toString(),
                        "-port",
                        "" + epmdPort,
                        "-address",
                        "127.0.0.1")));
    }

    private static Map<String, String> environment(Path folder, String node, int epmdPort) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("HOME", folder.toString());
        environment.put("RABBITMQ_NODENAME", node);
        environment.put("RABBITMQ_DIST_PORT", "" + FreePorts.next());
        environment.put("ERL_EPMD_PORT", "" + epmdPort);
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("ERL_FLAGS", "-kernel inet_dist_use_interface {127,0,0,1}");
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("logs").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
        environment.put("RABBITMQ_ADVANCED_CONFIG_FILE", folder.resolve("none").toString());
        environment.put(
                "RABBITMQ_GENERATED_CONFIG_DIR", folder.resolve("generated").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("env.conf").toString());
        environment.put("RABBITMQ_FEATURE_FLAGS_FILE", folder.resolve("flags").toString());
        // the start script then becomes the server instead of waiting for it, so its pid is the one
        // to end
        environment.put("RUNNING_UNDER_SYSTEMD", "true");
        return environment;
    }

    private static ContainerServer container() {
        var script =
                "mkdir -p %1$s && printf '%%s\\n' '%2$s' > %1$s/90-test.conf && exec docker-entrypoint.sh rabbitmq-server"
                        .formatted(CONTAINER_SETTINGS, String.join("' '", SETTINGS));
        return new ContainerServer(
                IMAGE, 5672, Map.of(), List.of("sh", "-c", script), List.of("rabbitmqctl"));
    }
}
