package dev.danmaku.platforms.session;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.platforms.EventKeys;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What the look-up knew of the room, told once after joining. The socket says nothing of it. */
public final class RoomChange {
    private RoomChange() {}

    /** Nothing where nothing is known. */
    public static void tell(RoomListener listener, RoomId room, Found found, long nowMillis) {
        var known = of(room, found, nowMillis);
        if (known != null) {
            listener.heard(List.of(known));
        }
    }

    /** The key changes with what is known: told again after a reconnect or by the next holder, it is the same event. */
    private static @Nullable Event of(RoomId room, Found found, long nowMillis) {
        if (found.title() == null
                && found.area() == null
                && found.streamer() == null
                && found.cover() == null) {
            return null;
        }
        var body = new RoomChanged(found.title(), found.area(), found.streamer(), found.cover());
        var key = EventKeys.hashed("room-changed", 0, found.live(), body.toString(), 0);
        return new Event(
                room.platform(),
                room.id(),
                nowMillis,
                nowMillis,
                key,
                found.live(),
                null,
                body,
                null);
    }
}
