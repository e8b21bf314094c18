package dev.danmaku.rate;

import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.room.RoomId;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A worker's rooms in its last seconds, as published on {@link RateKeys#SUMMARY}:
 * {@code {"v":1,"at":1795300002000,"seconds":2,"session":"host-1a2b","part":1,"parts":1,
 * "rooms":[{"platform":"kuaishou","room":"3xabc","chats":12,"users":9,"viewers":{"online":5120}}]}}.
 *
 * @param at when they ended, Unix milliseconds
 * @param seconds how many they are
 * @param session of the worker
 * @param part which of the messages about this time it is, from 1
 * @param parts how many there are
 * @param rooms at most {@link #MAX_ROOMS}
 */
public record RatesSummary(
        long at, int seconds, String session, int part, int parts, List<Room> rooms) {
    /** In one message; a worker with more sends several. */
    public static final int MAX_ROOMS = 500;

    public RatesSummary {
        rooms = List.copyOf(rooms);
        if (rooms.size() > MAX_ROOMS) {
            throw new IllegalArgumentException(
                    "a summary has at most %d rooms".formatted(MAX_ROOMS));
        }
    }

    /** @param viewers the latest numbers, by kind; empty where none is known */
    public record Room(RoomId room, long chats, long users, Map<ViewerCountKind, Long> viewers) {
        public Room {
            viewers = Map.copyOf(viewers);
        }
    }

    /** As one line. */
    public String toJson() {
        return RatesJson.write(this);
    }

    /** Empty for what is not such a message, and for one of a version that we do not know. */
    public static Optional<RatesSummary> parse(String json) {
        return RatesJson.readSummary(json);
    }
}
