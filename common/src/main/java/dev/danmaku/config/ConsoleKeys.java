package dev.danmaku.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings {@code danmaku.console.*}. */
final class ConsoleKeys {
    private static final ConsoleSettings D = ConsoleSettings.in(Path.of("data"));

    static final SettingGroup GROUP = new SettingGroup("danmaku.console");
    static final Setting<String> ADDRESS = GROUP.add(
            "address",
            Shape.host(),
            D.address(),
            "where it listens; any but this machine's own needs a token or a users-file");
    static final Setting<Integer> PORT =
            GROUP.add("port", Shape.count(0, 65_535), D.port(), "of the page; 0 is any free one");
    static final Setting<String> LOOK_TOKEN =
            GROUP.add("look-token", Shape.secretText(), "", "who knows it may look at everything");
    static final Setting<Optional<Path>> LOOK_TOKEN_FILE = GROUP.add(
            "look-token-file",
            Shape.file(),
            Optional.empty(),
            "a file with it, read again when it changes");
    static final Setting<String> OPERATE_TOKEN = GROUP.add(
            "operate-token",
            Shape.secretText(),
            "",
            "who knows it may also change what is watched");
    static final Setting<Optional<Path>> OPERATE_TOKEN_FILE = GROUP.add(
            "operate-token-file",
            Shape.file(),
            Optional.empty(),
            "a file with it, read again when it changes");
    static final Setting<Optional<Path>> USERS_FILE = GROUP.add(
            "users-file",
            Shape.file(),
            Optional.empty(),
            "people with passwords, a line each as `danmaku console-user` prints it");
    static final Setting<List<String>> HOSTS = GROUP.add(
            "hosts",
            Shape.hosts(),
            D.hosts(),
            "names by which browsers may call it, beside its address");
    static final Setting<Boolean> BEHIND_TLS = GROUP.add(
            "behind-tls",
            Shape.yesNo(),
            D.behindTls(),
            "whether browsers reach it through a proxy that speaks HTTPS: cookies go over that alone");
    static final Setting<Duration> SESSION_LIFETIME = GROUP.add(
            "session-lifetime",
            Shape.duration(Duration.ofMinutes(1), Duration.ofDays(30)),
            D.sessionLifetime(),
            "how long a login lasts");
    static final Setting<Optional<Path>> AUDIT_FILE = GROUP.add(
            "audit-file",
            Shape.file(),
            Optional.empty(),
            "where actions are written, a line each; audit.jsonl in danmaku.data-dir when none is given");
    static final Setting<Integer> MAX_CLIENTS = GROUP.add(
            "max-clients",
            Shape.count(1, 100_000),
            D.maxClients(),
            "open pages that hear live data at once");
    static final Setting<Duration> QUERY_TIMEOUT = GROUP.add(
            "query-timeout",
            Shape.duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
            D.queryTimeout(),
            "for one question to the store");

    private ConsoleKeys() {}

    static ConsoleSettings read(SettingValues values) {
        return new ConsoleSettings(
                values.get(ADDRESS),
                values.get(PORT),
                values.secret(LOOK_TOKEN, LOOK_TOKEN_FILE),
                values.secret(OPERATE_TOKEN, OPERATE_TOKEN_FILE),
                values.get(USERS_FILE),
                values.get(HOSTS),
                values.get(BEHIND_TLS),
                values.get(SESSION_LIFETIME),
                values.get(AUDIT_FILE)
                        .orElseGet(() -> ConsoleSettings.in(values.get(WorkerKeys.DATA_DIR))
                                .auditFile()),
                values.get(MAX_CLIENTS),
                values.get(QUERY_TIMEOUT));
    }
}
