package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.standalone.log.Logs;
import dev.danmaku.standalone.management.Management;
import dev.danmaku.standalone.role.WorkerRole;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** One worker of a cluster. */
@Command(
        name = "worker",
        description = "Takes jobs and watches their rooms. Add workers to watch more rooms.",
        footer = {
            "",
            "Exit codes: 0 stopped by Ctrl-C, SIGTERM or danmaku drain; 1 failed; 2 wrong usage or settings."
        })
final class WorkerCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerFlags flags = new ServerFlags();

    @Mixin
    private WorkerFlags own = new WorkerFlags();

    WorkerCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings {
        var settings = flags.load(shell, own.settings());
        var stopped = shell.stop().requested();
        var version = Danmaku.Version.text();
        try (var management = Management.start(settings.management(), "worker", version);
                var role = WorkerRole.start(settings, version, management.meters())) {
            management.watch(role::signs);
            Logs.tell(shell.err(), "worker: started");
            CompletableFuture.anyOf(stopped, role.drainOrdered(), role.refused())
                    .join();
        }
        return Exit.OK;
    }
}
