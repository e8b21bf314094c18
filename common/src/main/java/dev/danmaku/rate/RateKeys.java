package dev.danmaku.rate;

import dev.danmaku.room.RoomId;

/** The names of what rates leave in Redis. */
public final class RateKeys {
    /** The channel about all rooms. */
    public static final String SUMMARY = "summary";

    private RateKeys() {}

    /** STREAM of a room's seconds, and the channel of its {@link RoomRates}. */
    public static String seconds(RoomId room) {
        return room.platform().keyPrefix() + "_rates:" + room.id();
    }

    /** STREAM of a room's minutes. */
    public static String minutes(RoomId room) {
        return room.platform().keyPrefix() + "_rates_minute:" + room.id();
    }
}
