package dev.danmaku.simulator.bilibili;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;

import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.room.NumberedText;

import org.awaitility.Awaitility;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.InflaterInputStream;

/**
 * A stranger's socket, by WebSocket or TCP: it remembers what came as bytes, and how it ended. It shares nothing with
 * the server; what it cannot read it leaves out.
 */
abstract class Caller implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(10);
    static final int ABNORMAL = 1006;
    /** TCP has no code for an orderly end. */
    static final int END_OF_STREAM = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** WebSocket messages, or all that came by TCP as one. */
    final List<byte[]> received = new CopyOnWriteArrayList<>();

    volatile int ending;

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
        return new ByWebSocket(simulator);
    }

    static Caller tcp(Simulator simulator) {
        return new ByTcp(simulator);
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

    abstract Caller send(byte[] bytes);

    @Override
    public abstract void close();

    List<Read> await(int operation, int count) {
        return Awaitility.await("%d packets of operation %d".formatted(count, operation))
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> packets(operation), found -> found.size() >= count);
    }

    List<Read> packets(int operation) {
        return packets().stream().filter(p -> p.operation() == operation).toList();
    }

    List<Read> packets() {
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
        return Awaitility.await(command)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
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
        Awaitility.await("chat #" + last)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> sequences().contains(last));
        return this;
    }

    int awaitEnd() {
        Awaitility.await("the socket's end")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    probe();
                    return ending != 0;
                });
        return ending;
    }

    void probe() {}

    private static final class ByWebSocket extends Caller implements WebSocket.Listener {
        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
        private final HttpClient http = HttpClient.newHttpClient();
        private final WebSocket socket;

        ByWebSocket(Simulator simulator) {
            var url = api(simulator).replaceFirst("http", "ws");
            socket = http.newWebSocketBuilder()
                    .connectTimeout(LIMIT)
                    .buildAsync(URI.create(url + "/sub"), this)
                    .join();
        }

        @Override
        Caller send(byte[] bytes) {
            socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
            return this;
        }

        /** The JDK's socket can miss the end of a TCP stream that comes right behind data; writing brings it to light. */
        @Override
        void probe() {
            socket.sendPing(ByteBuffer.allocate(0)).whenComplete((sent, failure) -> {
                if (ending == 0 && failure instanceof IOException) {
                    ending = ABNORMAL;
                }
            });
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            var bytes = new byte[data.remaining()];
            data.get(bytes);
            partial.writeBytes(bytes);
            if (last) {
                received.add(partial.toByteArray());
                partial.reset();
            }
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
            socket.abort();
            http.shutdownNow();
        }
    }

    private static final class ByTcp extends Caller {
        private final Socket socket;
        private final Thread reader;

        ByTcp(Simulator simulator) {
            try {
                socket = new Socket("127.0.0.1", port(simulator));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            reader = Thread.ofVirtual().start(this::read);
        }

        /** As old clients find it. */
        private static int port(Simulator simulator) throws IOException {
            var url = api(simulator) + "/room/v1/Danmu/getConf?room_id=1&platform=pc&player=web";
            try (var body = URI.create(url).toURL().openStream()) {
                return MAPPER.readTree(body).at("/data/port").intValue();
            }
        }

        private void read() {
            var all = new ByteArrayOutputStream();
            var buffer = new byte[8 << 10];
            try (var in = socket.getInputStream()) {
                for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    all.write(buffer, 0, n);
                    if (received.isEmpty()) {
                        received.add(all.toByteArray());
                    } else {
                        received.set(0, all.toByteArray());
                    }
                }
                ending = END_OF_STREAM;
            } catch (SocketException reset) {
                ending = ABNORMAL;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        Caller send(byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
                reader.join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
