package dev.danmaku.platforms.bilibili;

import dev.danmaku.platforms.FrameDecoder;

/** Captured frames of one connection, of which nobody said the room. A frame is a whole WebSocket message. */
public final class BilibiliDecoder implements FrameDecoder {
    private final RoomMessages messages = new RoomMessages(null, null, 0);

    @Override
    public Decoded decode(byte[] bytes, long receivedAt) {
        var heard = messages.hear(Unpack.message(bytes), receivedAt, Notes.NONE);
        return heard.trouble() == null || !heard.events().isEmpty()
                ? new Decoded.Events(heard.events())
                : new Decoded.Malformed(heard.trouble());
    }
}
