package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.Settings;
import dev.danmaku.config.SinksSettings;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.standalone.role.Cluster;

import io.micrometer.core.instrument.Metrics;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** The whole cluster in one process. */
@Command(
        name = "up",
        description = {
            "Runs the whole cluster in one process: dispatcher, worker, console, and a Redis and an AMQP broker of its own.",
            "Events go into files, into the store and to the console, unless danmaku.sinks.enabled names other sinks.",
            "Prints how to add a room, and 'ready' when everything is up."
        },
        footer = {
            "",
            "Exit codes: 0 stopped by Ctrl-C or SIGTERM; 1 failed; 2 wrong usage or settings."
        })
final class UpCommand implements Callable<Integer> {
    private static final String SINKS = "danmaku.sinks.enabled";
    private static final List<String> OWN_SINKS = List.of(SinksSettings.JSONL, "store", "redis");

    private final Shell shell;

    @Mixin
    private ServerFlags flags = new ServerFlags();

    @Mixin
    private WorkerFlags own = new WorkerFlags();

    @Option(
            names = "--simulate",
            paramLabel = "N",
            description = "Also run the simulated platforms with N live rooms, and watch them.")
    private int simulate;

    @Mixin
    private SimulatedRooms rooms = new SimulatedRooms();

    @Option(
            names = "--redis-port",
            paramLabel = "P",
            description = "Port of the embedded Redis; a free one unless told, or if it is taken.")
    private int redisPort;

    @Option(
            names = "--amqp-port",
            paramLabel = "P",
            description = "Port of the embedded broker; a free one unless told, or if it is taken.")
    private int amqpPort;

    @Option(
            names = "--console-port",
            paramLabel = "P",
            description =
                    "Port of the console's page; a free one if it is taken (danmaku.console.port).")
    private @Nullable String consolePort;

    UpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings, IOException, InterruptedException {
        var stopped = shell.stop().requested();
        try (var simulator = simulate > 0 ? simulator() : null) {
            var settings = withStore(flags.load(shell, given(simulator)));
            try (var cluster = Cluster.start(
                    settings,
                    redisPort,
                    amqpPort,
                    Danmaku.Version.text(),
                    Metrics.globalRegistry)) {
                if (simulate > 0) {
                    cluster.addRooms(rooms.ids(simulate));
                }
                cluster.awaitUp(stopped);
                if (!stopped.isDone()) {
                    tell(cluster, settings);
                }
                CompletableFuture.anyOf(stopped, cluster.over()).join();
            }
        }
        return Exit.OK;
    }

    /** What one process hears can be looked for and exported at once; who names sinks gets those. */
    private static Settings withStore(Settings settings) {
        return settings.given(SINKS) ? settings : settings.with(null, null, OWN_SINKS);
    }

    private Simulator simulator() throws IOException {
        var simulator = Simulator.start(SimulatorOptions.defaults());
        simulator.run(rooms.script(simulate));
        return simulator;
    }

    private Map<String, @Nullable String> given(@Nullable Simulator simulator) {
        var given = new LinkedHashMap<>(own.settings());
        given.put("danmaku.console.port", consolePort);
        if (simulator != null) {
            given.putAll(SimulatedSettings.of(simulator));
        }
        return given;
    }

    private void tell(Cluster cluster, Settings settings) {
        var folder = settings.worker().dataDir().toAbsolutePath().normalize();
        shell.out().println("watch a room:  " + cluster.redisCli() + " sadd ks_lives ROOM");
        shell.out().println("               (dy_lives for Douyu, bili_lives for Bilibili)");
        shell.out().println("its events:    " + folder + "/events/kuaishou/ROOM/DAY.jsonl");
        if (settings.sinks().enabled().contains("store")) {
            shell.out().println("as a file:     ./danmaku export ks:ROOM --data " + folder);
        }
        shell.out().println("console: " + cluster.consoleUrl());
        shell.out().println("ready");
    }
}
