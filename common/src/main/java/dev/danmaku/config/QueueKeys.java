package dev.danmaku.config;

import java.time.Duration;

/** The settings {@code danmaku.queue.*}. */
final class QueueKeys {
    private static final QueueSettings D = QueueSettings.DEFAULTS;

    static final SettingGroup GROUP = new SettingGroup("danmaku.queue");
    static final Setting<Boolean> QUORUM = GROUP.add(
            "quorum", Shape.yesNo(), D.quorum(), "replicated job queues instead of classic ones");
    static final Setting<Integer> DELIVERY_LIMIT = GROUP.add(
            "delivery-limit",
            Shape.count(1, 1_000_000),
            D.deliveryLimit(),
            "returns of one job before a quorum queue drops it");
    static final Setting<Duration> CONSUMER_TIMEOUT = GROUP.add(
            "consumer-timeout",
            Shape.duration(Duration.ofMinutes(1), Duration.ofDays(3650)),
            D.consumerTimeout(),
            "how long a job may stay unacknowledged, asked for with a queue argument");
    static final Setting<Duration> CONFIRM_TIMEOUT = GROUP.add(
            "confirm-timeout",
            Shape.duration(Duration.ofMillis(100), Duration.ofHours(1)),
            D.confirmTimeout(),
            "how long a published job waits for the broker's confirm");
    static final Setting<Integer> MAX_UNCONFIRMED = GROUP.add(
            "max-unconfirmed",
            Shape.count(1, 1_000_000),
            D.maxUnconfirmed(),
            "jobs that may be published and not yet confirmed");

    private QueueKeys() {}

    static QueueSettings read(SettingValues values) {
        return new QueueSettings(
                values.get(QUORUM),
                values.get(DELIVERY_LIMIT),
                values.get(CONSUMER_TIMEOUT),
                values.get(CONFIRM_TIMEOUT),
                values.get(MAX_UNCONFIRMED));
    }
}
