package dev.danmaku.bench.decode;

import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.Platforms;
import dev.danmaku.room.Platform;

/** Decoders as a connection has them. */
public final class Decoders {
    private Decoders() {}

    public static FrameDecoder kuaishou() {
        return Platforms.decoder(Platform.KUAISHOU);
    }
}
