package dev.danmaku.platforms.douyu;

import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.douyu.gift.Gifts;

/**
 * Captured frames of one connection, of which nobody said the room. A frame is a whole WebSocket message, a packet, or some part
 * of a TCP stream.
 */
public final class DouyuDecoder implements FrameDecoder {
    private final Messages messages = new Messages();
    private final RoomEvents events = new RoomEvents(null, Gifts.NONE);

    @Override
    public Decoded decode(byte[] frame, long receivedAt) {
        var heard = new EventBatch(null, receivedAt);
        try {
            var bad = messages.read(frame, (type, message) -> {
                events.add(type, message, heard);
                return true;
            });
            return bad != null && heard.all().isEmpty()
                    ? new Decoded.Malformed(bad)
                    : new Decoded.Events(heard.all());
        } catch (OutOfStep e) {
            // A capture may go on where a connection could not: with the next frame.
            messages.clear();
            return heard.all().isEmpty()
                    ? new Decoded.Malformed(e.reason())
                    : new Decoded.Events(heard.all());
        }
    }
}
