package dev.danmaku.config;

import java.time.Duration;

/** The settings {@code danmaku.watch.*}. */
final class WatchKeys {
    private static final WatchSettings D = WatchSettings.DEFAULTS;
    private static final Shape<Duration> WAIT =
            Shape.duration(Duration.ofMillis(1), Duration.ofDays(1));

    static final SettingGroup GROUP = new SettingGroup("danmaku.watch");
    static final Setting<Duration> RECONNECT_MIN = GROUP.add(
            "reconnect-min",
            WAIT,
            D.reconnectMin(),
            "first wait after a lost socket; doubled each time");
    static final Setting<Duration> RECONNECT_MAX =
            GROUP.add("reconnect-max", WAIT, D.reconnectMax(), "longest wait between two sockets");
    static final Setting<Duration> GIVE_UP_AFTER = GROUP.add(
            "give-up-after", WAIT, D.giveUpAfter(), "without a message until the room is parked");
    static final Setting<Duration> PARK_FOR =
            GROUP.add("park-for", WAIT, D.parkFor(), "how long a failing room rests");
    static final Setting<Duration> END_CONFIRM_DELAY = GROUP.add(
            "end-confirm-delay",
            WAIT,
            D.endConfirmDelay(),
            "from a sign of the end to the first question whether it is so");
    static final Setting<Duration> END_CONFIRM_INTERVAL = GROUP.add(
            "end-confirm-interval",
            WAIT,
            D.endConfirmInterval(),
            "between the first and the second answer that it ended");

    static final Setting<Duration> QUIET_AFTER = GROUP.add(
            "quiet-after",
            WAIT,
            D.quietAfter(),
            "without an event of a joined room until its platform is asked why");

    private WatchKeys() {}

    static WatchSettings read(SettingValues values) {
        return new WatchSettings(
                values.get(RECONNECT_MIN),
                values.get(RECONNECT_MAX),
                values.get(GIVE_UP_AFTER),
                values.get(PARK_FOR),
                values.get(END_CONFIRM_DELAY),
                values.get(END_CONFIRM_INTERVAL),
                values.get(QUIET_AFTER));
    }
}
