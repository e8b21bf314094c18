package dev.danmaku.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings {@code danmaku.sinks.*}. */
final class SinksKeys {
    private static final SinksSettings D = SinksSettings.DEFAULTS;

    static final SettingGroup GROUP = new SettingGroup("danmaku.sinks");
    static final Setting<List<String>> ENABLED = GROUP.add(
            "enabled",
            Shape.names(),
            D.enabled(),
            "where events go: jsonl, store, redis, amqp, or a sink of one's own on the class path");
    static final Setting<Integer> SPOOL_MEBIBYTES = GROUP.add(
            "spool-mebibytes",
            Shape.count(1, 1_000_000),
            D.spoolMebibytes(),
            "that may wait on disk for each sink whose other side is away");
    static final Setting<Duration> PATIENCE = GROUP.add(
            "patience",
            Shape.duration(Duration.ZERO, Duration.ofDays(1)),
            D.patience(),
            "how long sockets are not read when a sink can neither write nor spool, before it drops events");
    static final Setting<Map<String, Map<String, String>>> OPTIONS = GROUP.add(
            "options",
            Shape.options(),
            D.options(),
            "of sinks of one's own, each as name.option=value");

    /** Read by the store, too: it may get events that passed no sink. */
    static final Setting<String> PSEUDONYM_KEY = GROUP.add(
            "pseudonym-key",
            Shape.secretText(),
            "",
            "where given, ids and names of users are kept as pseudonyms made with it, in all sinks");

    static final Setting<Optional<Path>> PSEUDONYM_KEY_FILE = GROUP.add(
            "pseudonym-key-file",
            Shape.file(),
            Optional.empty(),
            "a file with it, read once at the start");

    private SinksKeys() {}

    static SinksSettings read(SettingValues values) {
        return new SinksSettings(
                values.get(ENABLED),
                values.get(SPOOL_MEBIBYTES),
                values.get(PATIENCE),
                values.get(OPTIONS),
                values.make(JsonlKeys.GROUP.prefix(), JsonlSettings.DEFAULTS, JsonlKeys::read),
                values.make(
                        RedisSinkKeys.GROUP.prefix(),
                        RedisSinkSettings.DEFAULTS,
                        RedisSinkKeys::read),
                values.make(
                        AmqpSinkKeys.GROUP.prefix(),
                        AmqpSinkSettings.DEFAULTS,
                        AmqpSinkKeys::read));
    }
}
