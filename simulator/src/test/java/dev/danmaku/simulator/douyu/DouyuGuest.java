package dev.danmaku.simulator.douyu;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.simulator.Connection;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.room.NumberedText;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A stranger, by WebSocket or TCP. */
final class DouyuGuest implements AutoCloseable {
    private final Connection connection;

    private DouyuGuest(Connection connection) {
        this.connection = connection;
    }

    static DouyuGuest connect(HttpClient http, Simulator simulator, String... subprotocols) {
        var url = simulator.settings().get("danmaku.platforms.douyu.danmu-urls");
        return new DouyuGuest(Connection.webSocket(
                http,
                url,
                builder -> subprotocols.length == 0
                        ? builder
                        : builder.subprotocols(subprotocols[0])));
    }

    static DouyuGuest connectTcp(Simulator simulator) {
        var address = simulator
                .settings()
                .get("danmaku.platforms.douyu.tcp-addresses")
                .split(":");
        return new DouyuGuest(Connection.tcp(address[0], Integer.parseInt(address[1])));
    }

    /** Connected and joined, with both messages in one go. */
    static DouyuGuest in(HttpClient http, Simulator simulator, String room) {
        return connect(http, simulator).logIn(room).join(room).awaitJoined(simulator, room);
    }

    /** The same over TCP: joined after the welcome. */
    static DouyuGuest inByTcp(Simulator simulator, String room) {
        var guest = connectTcp(simulator).logIn(room);
        guest.await("loginres");
        return guest.join(room).awaitJoined(simulator, room);
    }

    DouyuGuest logIn(String room) {
        return say("type@=loginreq/roomid@=" + room + "/");
    }

    DouyuGuest join(String room) {
        return join(room, "-9999");
    }

    DouyuGuest join(String room, String group) {
        return say("type@=joingroup/rid@=" + room + "/gid@=" + group + "/");
    }

    private DouyuGuest awaitJoined(Simulator simulator, String room) {
        await("loginres");
        // The welcome goes out before the room has taken the socket in, and nothing tells of that.
        var counts = simulator.douyu().room(room);
        Connection.awaiting("a socket in " + room).until(() -> counts.counts().joined() > 0);
        return this;
    }

    DouyuGuest say(String body) {
        return send(packet(body));
    }

    DouyuGuest send(byte[] bytes) {
        connection.send(bytes);
        return this;
    }

    static byte[] packet(String body) {
        var utf8 = body.getBytes(UTF_8);
        return ByteBuffer.allocate(utf8.length + 13)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(utf8.length + 9)
                .putInt(utf8.length + 9)
                .putShort((short) 689)
                .putShort((short) 0)
                .put(utf8)
                .put((byte) 0)
                .array();
    }

    String subprotocol() {
        return connection.subprotocol();
    }

    List<byte[]> arrivals() {
        return connection.arrivals();
    }

    /** Bodies of the packets so far, over all arrivals. */
    List<String> bodies() {
        var all = new ByteArrayOutputStream();
        arrivals().forEach(all::writeBytes);
        return bodies(all.toByteArray());
    }

    /** Bodies of the packets that are whole. */
    static List<String> bodies(byte[] bytes) {
        var bodies = new ArrayList<String>();
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() >= 12) {
            var length = in.getInt(in.position());
            if (length != in.getInt(in.position() + 4) || length < 9) {
                throw new AssertionError("no packet begins at " + in.position());
            }
            if (in.remaining() < length + 4) {
                break;
            }
            var body = new byte[length - 9];
            in.get(in.position() + 12, body);
            bodies.add(new String(body, UTF_8));
            in.position(in.position() + length + 4);
        }
        return bodies;
    }

    List<String> bodies(String type) {
        return bodies().stream()
                .filter(body -> field(body, "type").equals(type))
                .toList();
    }

    String await(String type) {
        return await(type, 1).getFirst();
    }

    List<String> await(String type, int count) {
        return Connection.awaiting("%d of type %s".formatted(count, type))
                .until(() -> bodies(type), found -> found.size() >= count);
    }

    List<Long> sequences() {
        return bodies("chatmsg").stream()
                .map(body -> NumberedText.sequenceOf(field(body, "txt")).orElseThrow())
                .toList();
    }

    void awaitSequence(long last) {
        Connection.awaiting("chat #" + last).until(() -> sequences().contains(last));
    }

    /** A top-level value, unescaped once. */
    static String field(String body, String key) {
        var found =
                Pattern.compile("(?:^|/)" + Pattern.quote(key) + "@=([^/]*)").matcher(body);
        return found.find() ? found.group(1).replace("@S", "/").replace("@A", "@") : "";
    }

    List<String> texts() {
        return connection.texts();
    }

    /** How the server ended it: see {@link Connection#awaitEnd}. */
    int awaitEnd() {
        return connection.awaitEnd();
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close() {
        connection.close();
    }
}
