package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.look.ClusterStatus;
import dev.danmaku.look.StatusJson;
import dev.danmaku.look.StatusText;
import dev.danmaku.queue.QueueReader;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RegistryReader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.ZoneId;
import java.util.concurrent.Callable;

/** Tells how a cluster is. */
@Command(
        name = "status",
        description = "Counts rooms by platform and state, and lists workers and queues.",
        footer = {
            "",
            "Exit codes: 0 told; 1 Redis or RabbitMQ does not answer, what the other says is told; 2 wrong usage or settings."
        })
final class StatusCommand implements Callable<Integer> {
    static final String CONNECTION = "danmaku-status";

    private final Shell shell;

    @Mixin
    private ServerFlags flags = new ServerFlags();

    @Option(names = "--json", description = "One JSON object, for scripts.")
    private boolean json;

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings {
        var settings = flags.loadQuietly(shell);
        try (var redis = RedisConnections.open(settings.redis(), CONNECTION);
                var queues = new QueueReader(settings.amqp(), settings.queue(), CONNECTION)) {
            var status = ClusterStatus.ask(new RegistryReader(redis), queues);
            if (json) {
                shell.out().println(StatusJson.of(status));
            } else {
                shell.out().print(StatusText.of(status, ZoneId.systemDefault()));
            }
            status.problems().forEach(problem -> shell.err().println("danmaku: " + problem));
            return status.complete() ? Exit.OK : Exit.FAILED;
        }
    }
}
