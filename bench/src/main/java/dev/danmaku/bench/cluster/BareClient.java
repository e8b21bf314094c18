package dev.danmaku.bench.cluster;

import com.google.protobuf.ByteString;

import dev.danmaku.platforms.kuaishou.wire.CSWebEnterRoom;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.SocketMessage;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * The least that joins a room: the page, websocketinfo, a WebSocket, enter room; by the JDK's own client, without any of our code
 * but the schema. For one thread.
 */
public final class BareClient implements AutoCloseable {
    private static final Pattern STREAM =
            Pattern.compile("\"liveStream\":\\{\"id\":\"([A-Za-z0-9_-]{11})\"");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String base;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param base of the site */
    public BareClient(String base) {
        this.base = base;
    }

    /** Returns when enter room is sent. */
    public WebSocket join(String room) throws IOException, InterruptedException {
        var match = STREAM.matcher(get("/u/" + room));
        if (!match.find()) {
            throw new IllegalStateException(room + " is not live");
        }
        var stream = match.group(1);
        var info = JSON.readTree(
                        get("/live_api/liveroom/websocketinfo?caver=2&liveStreamId=" + stream))
                .path("data");
        var socket = http.newWebSocketBuilder()
                .buildAsync(
                        URI.create(info.path("websocketUrls").path(0).asString()), new Ignorant())
                .join();
        socket.sendBinary(enter(info.path("token").asString(), stream), true).join();
        return socket;
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(base + path)).build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static ByteBuffer enter(String token, String stream) {
        var enter = CSWebEnterRoom.newBuilder()
                .setToken(token)
                .setLiveStreamId(stream)
                .setPageId("web_live");
        return SocketMessage.newBuilder()
                .setPayloadType(PayloadType.CS_ENTER_ROOM)
                .setPayload(ByteString.copyFrom(enter.build().toByteArray()))
                .build()
                .toByteString()
                .asReadOnlyByteBuffer();
    }

    @Override
    public void close() {
        http.close();
    }

    /** Reads, and minds nothing. */
    private static final class Ignorant implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean last) {
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }
}
