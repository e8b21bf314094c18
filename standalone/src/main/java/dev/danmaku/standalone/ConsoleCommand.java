package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.standalone.management.Management;
import dev.danmaku.standalone.role.ConsoleRole;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.concurrent.Callable;

/** The page and the REST API of a cluster. */
@Command(
        name = "console",
        description = {
            "Shows a cluster in a browser, and takes orders there; also its REST API.",
            "On 127.0.0.1 nobody has to log in; any other address needs a token or users, see the manual."
        },
        footer = {
            "",
            "Exit codes: 0 stopped by Ctrl-C or SIGTERM; 1 failed; 2 wrong usage or settings."
        })
final class ConsoleCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerFlags flags = new ServerFlags();

    @Option(
            names = "--address",
            paramLabel = "HOST",
            description = "Where it listens (danmaku.console.address).")
    private @Nullable String address;

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "Port of the page; 0 is any free one (danmaku.console.port).")
    private @Nullable String port;

    ConsoleCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings {
        var own = new LinkedHashMap<String, @Nullable String>();
        own.put("danmaku.console.address", address);
        own.put("danmaku.console.port", port);
        var settings = flags.load(shell, own);
        var stopped = shell.stop().requested();
        var version = Danmaku.Version.text();
        try (var management = Management.start(settings.management(), "console", version);
                var role = ConsoleRole.start(settings, version, management.meters())) {
            management.watch(role::signs);
            shell.out().println("console: " + role.url());
            stopped.join();
        }
        return Exit.OK;
    }
}
