package dev.danmaku.output;

import dev.danmaku.room.Platform;

/** Where the sink {@code redis} leaves the events of a room: a channel, and a capped stream under the same name. */
public final class LiveTail {
    /** Of an entry of the stream: the event as one JSON line. */
    public static final String FIELD = "event";

    private LiveTail() {}

    /** STREAM of a room's last events, and the channel on which each is published. */
    public static String key(Platform platform, String room) {
        return platform.keyPrefix() + "_events:" + room;
    }
}
