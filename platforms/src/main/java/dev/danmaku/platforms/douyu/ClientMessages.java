package dev.danmaku.platforms.douyu;

/** What we say, as packets. */
final class ClientMessages {
    /** Everything that is said in the room; any other group is one slice of a large room. */
    private static final String WHOLE_ROOM = "-9999";

    private ClientMessages() {}

    /** @param rid the real room id */
    static byte[] login(String rid) {
        return packet(new SttWriter().put("type", "loginreq").put("roomid", rid));
    }

    static byte[] joinGroup(String rid) {
        return packet(
                new SttWriter().put("type", "joingroup").put("rid", rid).put("gid", WHOLE_ROOM));
    }

    static byte[] heartbeat() {
        return packet(new SttWriter().put("type", "mrkl"));
    }

    static byte[] logout() {
        return packet(new SttWriter().put("type", "logout"));
    }

    private static byte[] packet(SttWriter message) {
        return Packets.write(message.bytes());
    }
}
