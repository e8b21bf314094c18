package dev.danmaku.simulator.room;

import java.util.List;
import java.util.Set;

/** A platform's bytes. Stateless: the same calls give the same bytes. */
public interface Wire {

    /** The platform's id of a room's n-th broadcast. */
    String streamId(String room, long n);

    /** Gifts that viewers may give. */
    List<Integer> giftIds();

    /**
     * Frames for one push, in the order in which to send them. The caller releases them.
     *
     * @param nowMillis the server's clock, Unix milliseconds
     */
    List<WireFrame> push(String room, Push push, Set<Quirk> quirks, long nowMillis);

    /** What sockets are told that were in the room before its broadcast; nothing, where none can be. */
    List<WireFrame> streamBegan(String room, long nowMillis);

    /** The messages by which the platform hints at a stream's end. */
    List<WireFrame> streamEnded(String room, long nowMillis);

    /** The same where the message names the broadcast. */
    default List<WireFrame> streamBegan(String room, Broadcast broadcast, long nowMillis) {
        return streamBegan(room, nowMillis);
    }

    /** The same where the message tells how it ended. */
    default List<WireFrame> streamEnded(String room, StreamEnding how, long nowMillis) {
        return streamEnded(room, nowMillis);
    }

    /** @throws IllegalArgumentException if the platform tells no such thing */
    default List<WireFrame> tell(Telling telling, long nowMillis) {
        throw new IllegalArgumentException(
                "'%s' is nothing that this platform tells".formatted(telling.what()));
    }

    /**
     * The wire as it is spoken with sockets that asked for this form.
     *
     * @param form what {@link RoomSocket#form} says; 0 is the usual one
     */
    default Wire in(int form) {
        return this;
    }

    /** The platform's own error message. */
    List<WireFrame> error(int code, long nowMillis);

    List<WireFrame> hostile(String room, HostileBytes kind, long nowMillis);
}
