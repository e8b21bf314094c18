package dev.danmaku.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where a worker's events go: keys {@code danmaku.sinks.*}.
 *
 * @param enabled names of sinks, in the order in which they are opened
 * @param spoolMebibytes that may wait on disk for each sink whose other side is away
 * @param patience how long sockets are not read when a sink can neither write nor spool, before it drops events
 * @param options of sinks of one's own, by the sink's name
 * @param jsonl of the sink of that name, as {@code redis} and {@code amqp} are
 */
public record SinksSettings(
        List<String> enabled,
        int spoolMebibytes,
        Duration patience,
        Map<String, Map<String, String>> options,
        JsonlSettings jsonl,
        RedisSinkSettings redis,
        AmqpSinkSettings amqp) {

    /** The one that needs no server and no setting. */
    public static final String JSONL = "jsonl";

    public static final SinksSettings DEFAULTS = new SinksSettings(
            List.of(JSONL),
            1024,
            Duration.ofSeconds(30),
            Map.of(),
            JsonlSettings.DEFAULTS,
            RedisSinkSettings.DEFAULTS,
            AmqpSinkSettings.DEFAULTS);

    /** The same into other sinks; those that have options stay among them. */
    public SinksSettings into(List<String> sinks) {
        return new SinksSettings(sinks, spoolMebibytes, patience, options, jsonl, redis, amqp);
    }

    public SinksSettings {
        enabled = List.copyOf(enabled);
        options = Map.copyOf(options);
        if (enabled.isEmpty()) {
            throw new IllegalArgumentException(
                    "enabled names at least one sink: what is heard has to go somewhere");
        }
        if (enabled.stream().distinct().count() < enabled.size()) {
            throw new IllegalArgumentException("enabled names a sink twice");
        }
        for (var name : options.keySet()) {
            if (!enabled.contains(name)) {
                throw new IllegalArgumentException(
                        "options are given for '%s', which is not enabled".formatted(name));
            }
        }
    }

    public Map<String, String> options(String sink) {
        return options.getOrDefault(sink, Map.of());
    }
}
