package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.registry.Operator;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisControlChannel;
import dev.danmaku.registry.RedisOperatorRegistry;
import dev.danmaku.registry.RedisWorkerRegistry;
import dev.danmaku.registry.RegistryReader;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command has that does something to rooms or workers: where Redis is, and who does it. */
final class OperatorFlags {
    @Mixin
    private ServerFlags servers = new ServerFlags();

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who does this, for the rooms' history (your user name).")
    private String by = System.getProperty("user.name", "somebody");

    /** With the cluster's Redis at hand. */
    record Access(Operator operator, RegistryReader reader, WorkerRegistry workers) {}

    /** What a command does; its exit code. */
    interface Work {
        int with(Access access) throws InterruptedException;
    }

    int run(Shell shell, String connection, Work work) throws BadSettings, InterruptedException {
        var settings = servers.loadQuietly(shell);
        try (var redis = RedisConnections.open(settings.redis(), connection)) {
            var reader = new RegistryReader(redis);
            var operator = new Operator(
                    new RedisOperatorRegistry(redis), reader, new RedisControlChannel(redis), by);
            return work.with(new Access(operator, reader, new RedisWorkerRegistry(redis)));
        } catch (RegistryUnavailable e) {
            shell.err().println("danmaku: " + e.getMessage());
            return Exit.FAILED;
        }
    }
}
