package dev.danmaku.simulator.bilibili;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;

import dev.danmaku.simulator.Connection;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.room.NumberedText;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;

/** A stranger, by WebSocket or TCP. It shares nothing with the server; what it cannot read it leaves out. */
final class Caller implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Connection connection;
    private final boolean tcp;

    private Caller(Connection connection, boolean tcp) {
        this.connection = connection;
        this.tcp = tcp;
    }

    /** @param outer the version of the packet that it came in: its own, where it came alone */
    record Read(int outer, int version, int operation, int sequence, byte[] body) {
        String text() {
            return new String(body, UTF_8);
        }
    }

    static String api(Simulator simulator) {
        return simulator.settings().getOrDefault("danmaku.platforms.bilibili.live-api-url", "");
    }

    static Caller webSocket(Simulator simulator) {
        var url = api(simulator).replaceFirst("http", "ws") + "/sub";
        return new Caller(Connection.webSocket(HTTP, url, builder -> builder), false);
    }

    /** As old clients find the way. */
    static Caller tcp(Simulator simulator) {
        var url = api(simulator) + "/room/v1/Danmu/getConf?room_id=1&platform=pc&player=web";
        try (var body = URI.create(url).toURL().openStream()) {
            var port = MAPPER.readTree(body).at("/data/port").intValue();
            return new Caller(Connection.tcp("127.0.0.1", port), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connected, entered and welcomed. */
    static Caller in(Simulator simulator, String room, int protover) {
        return webSocket(simulator).enter(simulator, room, protover).welcomed();
    }

    Caller enter(Simulator simulator, String room, int protover) {
        var key = simulator.bilibili().tokens().mint().replace('+', '-').replace('/', '_');
        return enter(room, protover, key.replace("=", ""));
    }

    /** As a browser does. */
    Caller enter(String room, int protover, String key) {
        return say(7, """
                {"uid":0,"roomid":%s,"protover":%d,"buvid":"A-infoc","platform":"web","type":2,"key":"%s"}""".formatted(room, protover, key).getBytes(UTF_8));
    }

    Caller welcomed() {
        await(8, 1);
        return this;
    }

    Caller beat() {
        return say(2, new byte[0]);
    }

    Caller say(int operation, byte[] body) {
        return send(ByteBuffer.allocate(16 + body.length)
                .putInt(16 + body.length)
                .putShort((short) 16)
                .putShort((short) 1)
                .putInt(operation)
                .putInt(1)
                .put(body)
                .array());
    }

    Caller send(byte[] bytes) {
        connection.send(bytes);
        return this;
    }

    List<Read> await(int operation, int count) {
        return Connection.awaiting("%d packets of operation %d".formatted(count, operation))
                .until(() -> packets(operation), found -> found.size() >= count);
    }

    List<Read> packets(int operation) {
        return packets().stream().filter(p -> p.operation() == operation).toList();
    }

    /** WebSocket messages, or all that came by TCP as one. */
    List<byte[]> received() {
        var arrivals = connection.arrivals();
        if (!tcp || arrivals.isEmpty()) {
            return arrivals;
        }
        var all = new ByteArrayOutputStream();
        arrivals.forEach(all::writeBytes);
        return List.of(all.toByteArray());
    }

    List<Read> packets() {
        return packets(received());
    }

    static List<Read> packets(List<byte[]> received) {
        var packets = new ArrayList<Read>();
        for (var bytes : received) {
            walk(ByteBuffer.wrap(bytes), -1, packets);
        }
        return packets;
    }

    private static void walk(ByteBuffer bytes, int outer, List<Read> found) {
        while (bytes.remaining() >= 16) {
            var start = bytes.position();
            var length = bytes.getInt(start);
            var header = bytes.getShort(start + 4);
            if (length < 16 || header != 16 || length > bytes.remaining()) {
                return;
            }
            var version = bytes.getShort(start + 6);
            var operation = bytes.getInt(start + 8);
            var body = new byte[length - 16];
            bytes.get(start + 16, body);
            bytes.position(start + length);
            if (operation == 5 && version >= 2 && outer < 0) {
                walk(ByteBuffer.wrap(inflate(version, body)), version, found);
            } else {
                var sequence = bytes.getInt(start + 12);
                found.add(
                        new Read(outer < 0 ? version : outer, version, operation, sequence, body));
            }
        }
    }

    static byte[] inflate(int version, byte[] body) {
        try (var stream = stream(version, new ByteArrayInputStream(body))) {
            return stream.readNBytes(1 << 20);
        } catch (IOException unreadable) {
            return new byte[0];
        }
    }

    private static InputStream stream(int version, InputStream from) throws IOException {
        if (version == 2) {
            return new InflaterInputStream(from);
        }
        Brotli4jLoader.ensureAvailability();
        return new BrotliInputStream(from);
    }

    /** The bodies of op 5 that are JSON. */
    List<JsonNode> messages() {
        var messages = new ArrayList<JsonNode>();
        for (var packet : packets(5)) {
            try {
                messages.add(MAPPER.readTree(packet.body()));
            } catch (JacksonException leftOut) {
                continue;
            }
        }
        return messages;
    }

    List<JsonNode> messages(String command) {
        return messages().stream()
                .filter(m -> m.path("cmd").asString("").equals(command))
                .toList();
    }

    JsonNode await(String command) {
        return Connection.awaiting(command)
                .until(() -> messages(command), found -> !found.isEmpty())
                .getFirst();
    }

    List<Long> sequences() {
        return messages().stream()
                .filter(m -> m.path("cmd").asString("").split(":", 2)[0].equals("DANMU_MSG"))
                .flatMapToLong(m -> NumberedText.sequenceOf(m.at("/info/1").asString("")).stream())
                .boxed()
                .toList();
    }

    Caller awaitSequence(long last) {
        Connection.awaiting("chat #" + last).until(() -> sequences().contains(last));
        return this;
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
