package dev.danmaku.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** The JDK's. */
final class WebSocketConnection extends Connection implements WebSocket.Listener {
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final WebSocket socket;

    WebSocketConnection(WebSocket.Builder builder, URI url) {
        socket = builder.buildAsync(url, this).join();
    }

    @Override
    public void send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    @Override
    public String subprotocol() {
        return socket.getSubprotocol();
    }

    /** The JDK's socket can miss the end of a TCP stream that comes right behind data; writing brings it to light. */
    @Override
    void probe() {
        socket.sendPing(ByteBuffer.allocate(0)).whenComplete((sent, failure) -> {
            if (isOpen() && failure instanceof IOException) {
                ended(ABNORMAL);
            }
        });
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        partial.writeBytes(bytes);
        if (last) {
            arrived(partial.toByteArray());
            partial.reset();
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        arrived(data.toString());
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        ended(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        ended(ABNORMAL);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
