package dev.danmaku.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The console: keys {@code danmaku.console.*}.
 *
 * @param address that it listens on: a host name or an IP address
 * @param port 0 for any free one
 * @param lookToken who knows it may look; none unless given
 * @param operateToken who knows it may change things, too; none unless given
 * @param usersFile lines of people with their roles and the digests of their passwords
 * @param hosts by which browsers may call it, beside the address itself
 * @param behindTls whether browsers reach it over HTTPS that somebody else speaks for it
 * @param sessionLifetime how long a login lasts
 * @param auditFile where actions are written
 * @param maxClients that hear live data at once
 * @param queryTimeout of one question to the store
 */
public record ConsoleSettings(
        String address,
        int port,
        Secret lookToken,
        Secret operateToken,
        Optional<Path> usersFile,
        List<String> hosts,
        boolean behindTls,
        Duration sessionLifetime,
        Path auditFile,
        int maxClients,
        Duration queryTimeout) {

    public ConsoleSettings {
        hosts = List.copyOf(hosts);
    }

    /** Nobody has to log in; only this machine can call it. */
    public static ConsoleSettings in(Path dataDir) {
        return new ConsoleSettings(
                "127.0.0.1",
                8080,
                Secret.NONE,
                Secret.NONE,
                Optional.empty(),
                List.of(),
                false,
                Duration.ofHours(12),
                dataDir.resolve("audit.jsonl"),
                1000,
                Duration.ofSeconds(10));
    }

    /** The same on another port. */
    public ConsoleSettings on(int otherPort) {
        return new ConsoleSettings(
                address,
                otherPort,
                lookToken,
                operateToken,
                usersFile,
                hosts,
                behindTls,
                sessionLifetime,
                auditFile,
                maxClients,
                queryTimeout);
    }
}
