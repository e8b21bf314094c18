package dev.danmaku.platforms.session;

import dev.danmaku.event.Event;
import dev.danmaku.platforms.SessionEnd;

import java.time.Duration;
import java.util.List;

/** What a dialogue can do to its socket and tell of its room. On the socket's loop only. */
public interface Line {

    /** Sends one frame: a binary WebSocket message, or these bytes on a TCP stream. */
    void send(byte[] frame);

    /**
     * The platform let us in. From now on the heart beats, the first time after one whole interval; a second call is ignored.
     *
     * @param heartbeatInterval between two beats
     */
    void joined(Duration heartbeatInterval);

    /** What one frame held, in order; also when that is nothing. Ignored before the join. */
    void heard(List<Event> events);

    /** The platform hinted that the stream ends: if it closes now, that is the stream's end. */
    void endHinted(String reason);

    /** The last hint is void. */
    void endUnhinted();

    /** A message whose name nobody knows. */
    void unknown(String name);

    /** One frame made no sense and was skipped. Several messages in a row with such frames end the session. */
    void malformed(String reason);

    /** The session ends like this, now. The first end counts. */
    void end(SessionEnd how);
}
