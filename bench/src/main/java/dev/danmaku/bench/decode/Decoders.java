package dev.danmaku.bench.decode;

import dev.danmaku.event.Event;
import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.FrameDecoder.Decoded;
import dev.danmaku.platforms.Platforms;
import dev.danmaku.room.Platform;

import java.util.List;

/** Decoders as a connection has them. */
public final class Decoders {
    private Decoders() {}

    public static FrameDecoder kuaishou() {
        return Platforms.decoder(Platform.KUAISHOU);
    }

    /** @throws IllegalStateException if the push makes no sense: then there is nothing to measure */
    static List<Event> events(FrameDecoder decoder, byte[] push) {
        return switch (decoder.decode(push, System.currentTimeMillis())) {
            case Decoded.Events(var events) -> events;
            case Decoded.Malformed(var reason) -> throw new IllegalStateException(reason);
        };
    }
}
