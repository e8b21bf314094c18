package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.standalone.log.Logs;
import dev.danmaku.standalone.management.Management;
import dev.danmaku.standalone.role.DispatcherRole;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** One dispatcher of a cluster. */
@Command(
        name = "dispatcher",
        description = "Turns the lives sets into jobs. Any number of dispatchers may run at once.",
        footer = {
            "",
            "Exit codes: 0 stopped by Ctrl-C or SIGTERM; 1 failed; 2 wrong usage or settings."
        })
final class DispatcherCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerFlags flags = new ServerFlags();

    DispatcherCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings {
        var settings = flags.load(shell);
        var stopped = shell.stop().requested();
        try (var management = Management.start(
                        settings.management(), "dispatcher", Danmaku.Version.text());
                var role = DispatcherRole.start(settings, management.meters())) {
            management.watch(role::signs);
            Logs.tell(shell.err(), "dispatcher: started");
            CompletableFuture.anyOf(stopped, role.refused()).join();
        }
        return Exit.OK;
    }
}
