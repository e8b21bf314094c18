package dev.danmaku.platforms.kuaishou;

import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.kuaishou.lookup.GiftKind;

/** Captured frames of one connection, of which nobody said the room. */
public final class KuaishouDecoder implements FrameDecoder {
    private final RoomEvents events =
            new RoomEvents(null, null, new Combos(), _ -> GiftKind.UNKNOWN);

    @Override
    public Decoded decode(byte[] bytes, long receivedAt) {
        try {
            var frame = Frame.read(bytes);
            var message = Message.read(frame);
            return new Decoded.Events(events.of(message, frame.timeMillis(), receivedAt));
        } catch (MalformedFrame e) {
            return new Decoded.Malformed(e.reason());
        }
    }
}
