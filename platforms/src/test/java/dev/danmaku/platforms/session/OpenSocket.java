package dev.danmaku.platforms.session;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.UnknownMessages;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** An open socket without a network: for bytes of a platform through the handlers to its dialogue. */
public final class OpenSocket {
    public static final int MAX_BAD_IN_A_ROW = Conversation.MAX_BAD_IN_A_ROW;

    private OpenSocket() {}

    /**
     * A client's WebSocket after its upgrade.
     *
     * @param said gets {@code joined}, {@code hint <reason>}, a chat's text or another event's type, as they come
     * @param ends gets the session's ends
     */
    public static EmbeddedChannel webSocket(
            Dialogue dialogue, int maxMessageBytes, List<String> said, List<SessionEnd> ends) {
        var config = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                .maxFramePayloadLength(maxMessageBytes)
                .build();
        var channel = new EmbeddedChannel(new WebSocket13FrameDecoder(config));
        open(channel, dialogue, maxMessageBytes, Packing.WEBSOCKET, new Ear(said, ends));
        return channel;
    }

    /** A plain TCP connection; else as {@link #webSocket}. */
    public static EmbeddedChannel tcp(Dialogue dialogue, List<String> said, List<SessionEnd> ends) {
        var channel = new EmbeddedChannel();
        open(channel, dialogue, 0, Packing.TCP, new Ear(said, ends));
        return channel;
    }

    private static void open(
            EmbeddedChannel channel, Dialogue dialogue, int maxBytes, Packing packing, Ear ear) {
        var clock = Clock.systemUTC();
        var pulse = new Pulse(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                dialogue::heartbeat,
                packing,
                clock);
        var unknown = new UnknownMessages(Platform.KUAISHOU, new SimpleMeterRegistry());
        SocketOpener.addConversation(
                channel.pipeline(),
                new SocketRules("https://example.org", "test", maxBytes),
                packing,
                pulse,
                new Conversation(dialogue, packing, ear, unknown, pulse, clock));
    }

    private record Ear(List<String> said, List<SessionEnd> ends) implements Conversation.Hearer {
        @Override
        public void joined() {
            said.add("joined");
        }

        @Override
        public void heard(List<Event> events) {
            events.forEach(event -> said.add(
                    event.body() instanceof Chat chat
                            ? chat.text()
                            : event.body().type()));
        }

        @Override
        public void endHinted(String reason) {
            said.add("hint " + reason);
        }

        @Override
        public void ended(SessionEnd end) {
            ends.add(end);
        }
    }
}
