package dev.danmaku.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import dev.danmaku.simulator.kuaishou.wire.CSWebEnterRoom;
import dev.danmaku.simulator.kuaishou.wire.CSWebHeartbeat;
import dev.danmaku.simulator.kuaishou.wire.PayloadType;
import dev.danmaku.simulator.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.simulator.kuaishou.wire.SocketMessage;
import dev.danmaku.simulator.kuaishou.wire.WebCommentFeed;
import dev.danmaku.simulator.room.NumberedText;

import org.awaitility.Awaitility;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stranger's socket: the JDK's WebSocket, remembering every message as bytes, and how it ended. */
final class Guest implements WebSocket.Listener, AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(10);
    static final int ABNORMAL = 1006;

    private final List<byte[]> frames = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final WebSocket socket;
    private volatile int closeCode;

    private Guest(HttpClient http, String url, String... headers) {
        var builder = http.newWebSocketBuilder().connectTimeout(LIMIT);
        for (var i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create(url), this).join();
    }

    static Guest connect(HttpClient http, Simulator simulator, String... headers) {
        return new Guest(http, "ws://127.0.0.1:" + simulator.port() + "/websocket", headers);
    }

    /** Connected, entered and welcomed. */
    static Guest in(HttpClient http, Simulator simulator, String room) {
        var guest = connect(http, simulator).enter(simulator, room);
        guest.await(PayloadType.SC_ENTER_ROOM_ACK);
        return guest;
    }

    Guest enter(Simulator simulator, String room) {
        var stream = simulator.kuaishou().room(room).broadcast().orElseThrow().streamId();
        return enter(stream, simulator.kuaishou().tokens().mint());
    }

    /** As a browser does: envelope fields 1 and 3 alone, body fields 1, 2 and 7. */
    Guest enter(String streamId, String token) {
        var body = CSWebEnterRoom.newBuilder()
                .setToken(token)
                .setLiveStreamId(streamId)
                .setPageId("k3Zr_0qWm-Tb81Xa_1700000000000")
                .build();
        return say(PayloadType.CS_ENTER_ROOM, body.toByteString());
    }

    Guest beat(long millis) {
        var body = CSWebHeartbeat.newBuilder().setTimestamp(millis).build();
        return say(PayloadType.CS_HEARTBEAT, body.toByteString());
    }

    Guest say(PayloadType type, ByteString payload) {
        var message = SocketMessage.newBuilder().setPayloadType(type).setPayload(payload);
        return send(message.build().toByteArray());
    }

    Guest send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /** The first message of that type, as soon as it is there. */
    SocketMessage await(PayloadType type) {
        return await(type, 1).getFirst();
    }

    List<SocketMessage> await(PayloadType type, int count) {
        return Awaitility.await("%d messages of type %s".formatted(count, type))
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> messages(type), found -> found.size() >= count);
    }

    List<SocketMessage> messages(PayloadType type) {
        return frames.stream()
                .map(Guest::parse)
                .filter(message -> message.getPayloadType() == type)
                .toList();
    }

    List<byte[]> frames() {
        return List.copyOf(frames);
    }

    /** The chats shown so far, hidden ones left out. */
    List<Long> sequences() {
        return comments().stream()
                .filter(comment -> comment.getShowTypeValue() == 1)
                .map(comment -> NumberedText.sequenceOf(comment.getContent()).orElseThrow())
                .toList();
    }

    List<WebCommentFeed> comments() {
        return messages(PayloadType.SC_FEED_PUSH).stream()
                .flatMap(message -> feed(message).getCommentFeedsList().stream())
                .toList();
    }

    void awaitSequence(long last) {
        Awaitility.await("chat #" + last)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> sequences().contains(last));
    }

    static SCWebFeedPush feed(SocketMessage message) {
        try {
            return SCWebFeedPush.parseFrom(message.getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static SocketMessage parse(byte[] frame) {
        try {
            return SocketMessage.parseFrom(frame);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(new String(frame, UTF_8), e);
        }
    }

    /** How the server ended it: a close code, or {@link #ABNORMAL} where it sent none. */
    int awaitClose() {
        Awaitility.await("the socket's end")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    probe();
                    return closeCode != 0;
                });
        return closeCode;
    }

    /** The JDK's socket can miss the end of a TCP stream that comes right behind data; writing brings it to light. */
    private void probe() {
        socket.sendPing(ByteBuffer.allocate(0)).whenComplete((sent, failure) -> {
            if (closeCode == 0 && failure instanceof IOException) {
                closeCode = ABNORMAL;
            }
        });
    }

    boolean isOpen() {
        return closeCode == 0;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        partial.writeBytes(bytes);
        if (last) {
            frames.add(partial.toByteArray());
            partial.reset();
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeCode = statusCode;
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeCode = ABNORMAL;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
