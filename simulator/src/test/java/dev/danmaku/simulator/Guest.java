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

import java.net.http.HttpClient;
import java.util.List;

/** A stranger at a room's socket. */
final class Guest implements AutoCloseable {
    private final Connection connection;

    private Guest(Connection connection) {
        this.connection = connection;
    }

    static Guest connect(HttpClient http, Simulator simulator, String... headers) {
        var url = "ws://127.0.0.1:" + simulator.port() + "/websocket";
        return new Guest(Connection.webSocket(http, url, builder -> {
            for (var i = 0; i < headers.length; i += 2) {
                builder.header(headers[i], headers[i + 1]);
            }
            return builder;
        }));
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
        connection.send(bytes);
        return this;
    }

    /** The first message of that type, as soon as it is there. */
    SocketMessage await(PayloadType type) {
        return await(type, 1).getFirst();
    }

    List<SocketMessage> await(PayloadType type, int count) {
        return Connection.awaiting("%d messages of type %s".formatted(count, type))
                .until(() -> messages(type), found -> found.size() >= count);
    }

    List<SocketMessage> messages(PayloadType type) {
        return frames().stream()
                .map(Guest::parse)
                .filter(message -> message.getPayloadType() == type)
                .toList();
    }

    List<byte[]> frames() {
        return connection.arrivals();
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
        Connection.awaiting("chat #" + last).until(() -> sequences().contains(last));
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

    /** How the server ended it: a close code, or {@link Connection#ABNORMAL} where it sent none. */
    int awaitClose() {
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
