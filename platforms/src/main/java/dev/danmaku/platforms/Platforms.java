package dev.danmaku.platforms;

import dev.danmaku.config.PlatformsSettings;
import dev.danmaku.platforms.bilibili.BilibiliAdapter;
import dev.danmaku.platforms.bilibili.BilibiliDecoder;
import dev.danmaku.platforms.douyu.DouyuAdapter;
import dev.danmaku.platforms.douyu.DouyuDecoder;
import dev.danmaku.platforms.kuaishou.KuaishouAdapter;
import dev.danmaku.platforms.kuaishou.KuaishouDecoder;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** The platforms that there are: one line for each. */
public final class Platforms {
    private Platforms() {}

    /**
     * Opens what is wanted. They share their threads, which end with the last adapter closed.
     *
     * @param ioThreads that carry all sockets; 0 for one for each processor
     */
    public static Map<Platform, PlatformAdapter> open(
            Collection<Platform> wanted, PlatformsSettings settings, int ioThreads) {
        return open(wanted, settings, loops(ioThreads), new CompositeMeterRegistry());
    }

    /** @param ioThreads 0 for one for each processor */
    public static IoLoops loops(int ioThreads) {
        return IoLoops.start(
                ioThreads == 0 ? Runtime.getRuntime().availableProcessors() : ioThreads);
    }

    /** As {@link #open(Collection, PlatformsSettings, int)}, on these threads, and counted. */
    public static Map<Platform, PlatformAdapter> open(
            Collection<Platform> wanted,
            PlatformsSettings settings,
            IoLoops loops,
            MeterRegistry meters) {
        var adapters = new EnumMap<Platform, PlatformAdapter>(Platform.class);
        wanted.forEach(platform -> adapters.put(platform, open(platform, settings, loops, meters)));
        return Map.copyOf(adapters);
    }

    private static PlatformAdapter open(
            Platform platform, PlatformsSettings settings, IoLoops loops, MeterRegistry meters) {
        var clock = Clock.systemUTC();
        return switch (platform) {
            case KUAISHOU -> KuaishouAdapter.open(settings.kuaishou(), loops, clock, meters);
            case DOUYU -> DouyuAdapter.open(settings.douyu(), loops, clock, meters);
            case BILIBILI -> BilibiliAdapter.open(settings.bilibili(), loops, clock, meters);
        };
    }

    /** Decodes captured frames of one connection. */
    public static FrameDecoder decoder(Platform platform) {
        return switch (platform) {
            case KUAISHOU -> new KuaishouDecoder();
            case DOUYU -> new DouyuDecoder();
            case BILIBILI -> new BilibiliDecoder();
        };
    }
}
