package dev.danmaku.simulator.douyu;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.room.NumberedText;

import org.awaitility.Awaitility;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A stranger's connection, over the JDK's WebSocket or a plain socket, remembering every byte and how it ended. */
final class DouyuGuest implements WebSocket.Listener, AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(10);
    static final int ABNORMAL = 1006;
    static final int END_OF_TCP = 1;

    /** One for each WebSocket message, or each read of a TCP stream. */
    private final List<byte[]> arrivals = new CopyOnWriteArrayList<>();

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final Connection connection;
    private volatile int ending;

    private interface Connection extends AutoCloseable {
        void send(byte[] bytes) throws IOException;

        void probe();

        String subprotocol();

        @Override
        void close() throws IOException;
    }

    private DouyuGuest(HttpClient http, String url, String[] subprotocols) {
        var builder = http.newWebSocketBuilder().connectTimeout(LIMIT);
        if (subprotocols.length > 0) {
            builder.subprotocols(subprotocols[0]);
        }
        var socket = builder.buildAsync(URI.create(url), this).join();
        connection = new Connection() {
            @Override
            public void send(byte[] bytes) {
                socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
            }

            /** The JDK's socket can miss the end of a TCP stream; writing brings it to light. */
            @Override
            public void probe() {
                socket.sendPing(ByteBuffer.allocate(0)).whenComplete((sent, failure) -> {
                    if (ending == 0 && failure instanceof IOException) {
                        ending = ABNORMAL;
                    }
                });
            }

            @Override
            public String subprotocol() {
                return socket.getSubprotocol();
            }

            @Override
            public void close() {
                socket.abort();
            }
        };
    }

    private DouyuGuest(Socket socket) {
        connection = new Connection() {
            @Override
            public void send(byte[] bytes) throws IOException {
                socket.getOutputStream().write(bytes);
            }

            @Override
            public void probe() {}

            @Override
            public String subprotocol() {
                return "";
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
        Thread.ofPlatform().daemon().name("guest").start(() -> readAll(socket));
    }

    static DouyuGuest connect(HttpClient http, Simulator simulator, String... subprotocols) {
        var url = simulator.settings().get("danmaku.platforms.douyu.danmu-urls");
        return new DouyuGuest(http, url, subprotocols);
    }

    static DouyuGuest connectTcp(Simulator simulator) {
        var address = simulator
                .settings()
                .get("danmaku.platforms.douyu.tcp-addresses")
                .split(":");
        try {
            return new DouyuGuest(new Socket(address[0], Integer.parseInt(address[1])));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
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
        Awaitility.await("a socket in " + room)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> counts.counts().joined() > 0);
        return this;
    }

    DouyuGuest say(String body) {
        return send(packet(body));
    }

    DouyuGuest send(byte[] bytes) {
        try {
            connection.send(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
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
        return List.copyOf(arrivals);
    }

    /** Bodies of the packets so far, over all arrivals. */
    List<String> bodies() {
        var all = new ByteArrayOutputStream();
        arrivals.forEach(all::writeBytes);
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
        return Awaitility.await("%d of type %s".formatted(count, type))
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> bodies(type), found -> found.size() >= count);
    }

    List<Long> sequences() {
        return bodies("chatmsg").stream()
                .map(body -> NumberedText.sequenceOf(field(body, "txt")).orElseThrow())
                .toList();
    }

    void awaitSequence(long last) {
        Awaitility.await("chat #" + last)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> sequences().contains(last));
    }

    /** A top-level value, unescaped once. */
    static String field(String body, String key) {
        var found =
                Pattern.compile("(?:^|/)" + Pattern.quote(key) + "@=([^/]*)").matcher(body);
        return found.find() ? found.group(1).replace("@S", "/").replace("@A", "@") : "";
    }

    List<String> texts() {
        return List.copyOf(texts);
    }

    /** How the server ended it: a close code, {@link #ABNORMAL}, or {@link #END_OF_TCP}. */
    int awaitEnd() {
        Awaitility.await("the connection's end")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    connection.probe();
                    return ending != 0;
                });
        return ending;
    }

    boolean isOpen() {
        return ending == 0;
    }

    private void readAll(Socket socket) {
        var buffer = new byte[1 << 16];
        try {
            for (var n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                arrivals.add(Arrays.copyOf(buffer, n));
            }
            ending = END_OF_TCP;
        } catch (IOException e) {
            ending = ABNORMAL;
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        partial.writeBytes(bytes);
        if (last) {
            arrivals.add(partial.toByteArray());
            partial.reset();
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        texts.add(data.toString());
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        ending = statusCode;
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        ending = ABNORMAL;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
