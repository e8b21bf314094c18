package dev.danmaku.platforms.douyu;

import org.jspecify.annotations.Nullable;

/** What one side of a connection says, message by message. Owned by one thread. */
final class Messages {
    private final Packets packets = new Packets();
    /** One for all messages: their fields lie in the bytes that came. */
    private final SttMap fields = new SttMap();

    /** Hears each message, which is gone when it returns. */
    interface Hearer {
        /** @return false to hear no more */
        boolean heard(String type, SttMap message) throws MalformedPacket;
    }

    /**
     * Reads what came, and lets the messages that are whole be heard in order. A bad packet costs itself.
     *
     * @return why the first bad packet made no sense; null where none was bad
     */
    @Nullable String read(byte[] bytes, Hearer hearer) throws OutOfStep {
        String bad = null;
        packets.add(bytes);
        while (packets.next()) {
            try {
                if (!hearer.heard(next(), fields)) {
                    break;
                }
            } catch (MalformedPacket e) {
                bad = bad == null ? e.reason() : bad;
            }
        }
        return bad;
    }

    /** Forgets a packet that has not come whole. */
    void clear() {
        packets.clear();
    }

    /** Reads one and tells its type, which is often not its first field. */
    private String next() throws MalformedPacket {
        if (!packets.closed()) {
            throw new MalformedPacket("a packet without its closing zero");
        }
        fields.read(packets.bytes(), packets.bodyFrom(), packets.bodyTo());
        var type = fields.text("type");
        if (type == null) {
            throw new MalformedPacket("a message without a type");
        }
        return type;
    }
}
