package dev.danmaku.config;

import java.time.Duration;

/** The settings {@code danmaku.sinks.amqp.*}. */
final class AmqpSinkKeys {
    private static final AmqpSinkSettings D = AmqpSinkSettings.DEFAULTS;

    static final SettingGroup GROUP = new SettingGroup("danmaku.sinks.amqp");
    static final Setting<String> URL = GROUP.add(
            "url",
            SharedKeys.otherAmqp(),
            "",
            "the broker of the sink amqp; the cluster's when none is given");
    static final Setting<String> EXCHANGE = GROUP.add(
            "exchange",
            Shape.dottedName(),
            D.exchange(),
            "the topic exchange that events are published to, declared durable by the worker");
    static final Setting<Boolean> PERSISTENT = GROUP.add(
            "persistent",
            Shape.yesNo(),
            D.persistent(),
            "whether events in durable queues outlive a restart of the broker");
    static final Setting<Duration> CONFIRM_TIMEOUT = GROUP.add(
            "confirm-timeout",
            Shape.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
            D.confirmTimeout(),
            "how long the broker may take to confirm a batch of events");

    private AmqpSinkKeys() {}

    static AmqpSinkSettings read(SettingValues values) {
        return new AmqpSinkSettings(
                SharedKeys.otherAmqp(values.get(URL)),
                values.get(EXCHANGE),
                values.get(PERSISTENT),
                values.get(CONFIRM_TIMEOUT));
    }
}
