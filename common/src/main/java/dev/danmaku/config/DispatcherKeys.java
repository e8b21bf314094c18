package dev.danmaku.config;

import java.time.Duration;

/** The settings {@code danmaku.dispatcher.*}. */
final class DispatcherKeys {
    private static final DispatcherSettings D = DispatcherSettings.DEFAULTS;
    private static final Shape<Duration> PAUSE =
            Shape.duration(Duration.ofMillis(10), Duration.ofHours(1));
    private static final Shape<Duration> GRACE =
            Shape.duration(Duration.ofMillis(100), Duration.ofDays(1));
    private static final Shape<Integer> BATCH = Shape.count(1, 10_000);

    static final SettingGroup GROUP = new SettingGroup("danmaku.dispatcher");
    static final Setting<Duration> POLL = GROUP.add(
            "poll", PAUSE, D.poll(), "between two looks at a lives set when no notification comes");
    static final Setting<Duration> REPAIR_INTERVAL = GROUP.add(
            "repair-interval",
            PAUSE,
            D.repairInterval(),
            "between two passes over the running registry");
    static final Setting<Duration> CLAIMED_GRACE = GROUP.add(
            "claimed-grace",
            GRACE,
            D.claimedGrace(),
            "how long a claimed room waits for its confirm");
    static final Setting<Duration> QUEUED_GRACE = GROUP.add(
            "queued-grace",
            GRACE,
            D.queuedGrace(),
            "how long a queued room waits while its queue is empty");
    static final Setting<Duration> QUEUED_LONG_GRACE = GROUP.add(
            "queued-long-grace",
            GRACE,
            D.queuedLongGrace(),
            "how long a queued room waits in any case");
    static final Setting<Duration> OPENING_GRACE = GROUP.add(
            "opening-grace",
            GRACE,
            D.openingGrace(),
            "how long a room may be opening before its holder is asked");
    static final Setting<Integer> CLAIM_BATCH =
            GROUP.add("claim-batch", BATCH, D.claimBatch(), "rooms claimed by one script");
    static final Setting<Integer> SCAN_BATCH =
            GROUP.add("scan-batch", BATCH, D.scanBatch(), "members read by one step of a cursor");

    private DispatcherKeys() {}

    static DispatcherSettings read(SettingValues values) {
        return new DispatcherSettings(
                values.get(POLL),
                values.get(REPAIR_INTERVAL),
                values.get(CLAIMED_GRACE),
                values.get(QUEUED_GRACE),
                values.get(QUEUED_LONG_GRACE),
                values.get(OPENING_GRACE),
                values.get(CLAIM_BATCH),
                values.get(SCAN_BATCH));
    }
}
