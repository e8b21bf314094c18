package dev.danmaku.standalone;

import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.script.Script;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Plays the platforms' servers. */
@Command(
        name = "simulate",
        description = {
            "Plays the platforms' servers, with rooms that are live.",
            "Prints the settings that point a cluster at it, in the shape of a danmaku.yml, then # ready."
        },
        footer = {"", "Exit codes: 0 stopped by Ctrl-C or SIGTERM; 1 failed; 2 wrong usage."})
final class SimulateCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = "--port",
            paramLabel = "P",
            description =
                    "Port to listen on; the four after it are taken, too. Free ones unless told.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on; 0.0.0.0 is all of this machine's. Default: ${DEFAULT-VALUE}")
    private String host = "127.0.0.1";

    @Option(
            names = "--rooms",
            paramLabel = "N",
            defaultValue = "1",
            description = "Live rooms, if there is no script. Default: ${DEFAULT-VALUE}")
    private int rooms;

    @Mixin
    private SimulatedRooms simulated = new SimulatedRooms();

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "What happens when, as YAML or JSON.")
    private @Nullable Path script;

    SimulateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        var story = script == null
                ? simulated.script(rooms)
                : Script.read(shell.folder().resolve(script));
        var stopped = shell.stop().requested();
        try (var simulator = Simulator.start(options())) {
            simulator.run(story);
            SimulatedSettings.of(simulator)
                    .forEach((key, text) -> shell.out().println(key + ": " + text));
            story.rooms().stream()
                    .limit(1)
                    .forEach(room -> shell.out()
                            .println("# %d rooms, such as %s"
                                    .formatted(story.rooms().size(), room.id())));
            shell.out().println("# ready");
            stopped.join();
        }
        return Exit.OK;
    }

    /** Ports that can be told beforehand, where one was asked for: settings may be written before it runs. */
    private SimulatorOptions options() {
        var options = SimulatorOptions.defaults().withHost(host);
        return port == 0
                ? options
                : options.withPort(port)
                        .withDouyu(options.douyu().withPorts(port + 1, port + 2))
                        .withBilibili(options.bilibili().withPorts(port + 3, port + 4));
    }
}
