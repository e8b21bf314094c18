package dev.danmaku.rate;

import dev.danmaku.room.RoomId;

import java.util.Optional;

/**
 * A room's last seconds, as published on {@link RateKeys#seconds}:
 * {@code {"v":1,"platform":"kuaishou","room":"3xabc","at":1795300002000,"seconds":2,"chats":12,"users":9,"viewers":{"online":5120},
 * "gifts":2,"value":{"gold":200}}}. Viewers, gifts and value are absent where there are none.
 *
 * @param at when they ended, Unix milliseconds
 * @param seconds how many they are
 * @param counted in them together; its {@code at} is their first second
 */
public record RoomRates(RoomId room, long at, int seconds, RateBucket counted) {

    /** As one line. */
    public String toJson() {
        return RatesJson.write(this);
    }

    /** Empty for what is not such a message, and for one of a version that we do not know. */
    public static Optional<RoomRates> parse(String json) {
        return RatesJson.readRoom(json);
    }
}
