package dev.danmaku.bench.decode;

import dev.danmaku.config.PlatformsSettings;
import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.Platforms;
import dev.danmaku.room.Platform;

import java.util.Objects;

/** Decoders as a connection has them. */
public final class Decoders {
    private Decoders() {}

    public static FrameDecoder kuaishou() {
        // The adapter's one loop has no socket, so it sleeps.
        var adapters = Platforms.open(PlatformsSettings.DEFAULTS, 1);
        return Objects.requireNonNull(adapters.get(Platform.KUAISHOU)).decoder();
    }
}
