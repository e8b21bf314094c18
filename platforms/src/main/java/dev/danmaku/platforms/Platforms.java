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

import io.micrometer.core.instrument.Metrics;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The platforms that there are: one line for each. */
public final class Platforms {
    /** Those that can be watched. */
    public static final Set<Platform> WATCHED =
            Set.of(Platform.KUAISHOU, Platform.DOUYU, Platform.BILIBILI);

    private Platforms() {}

    /**
     * Opens them all. They share their threads, which end with the last adapter closed.
     *
     * @param ioThreads that carry all sockets; 0 for one for each processor
     */
    public static Map<Platform, PlatformAdapter> open(PlatformsSettings settings, int ioThreads) {
        var loops = IoLoops.start(
                ioThreads == 0 ? Runtime.getRuntime().availableProcessors() : ioThreads);
        var clock = Clock.systemUTC();
        var meters = Metrics.globalRegistry;
        var adapters = new EnumMap<Platform, PlatformAdapter>(Platform.class);
        adapters.put(
                Platform.KUAISHOU, KuaishouAdapter.open(settings.kuaishou(), loops, clock, meters));
        adapters.put(Platform.DOUYU, DouyuAdapter.open(settings.douyu(), loops, clock, meters));
        adapters.put(
                Platform.BILIBILI, BilibiliAdapter.open(settings.bilibili(), loops, clock, meters));
        return Map.copyOf(adapters);
    }

    /**
     * Decodes captured frames of one connection.
     */
    public static FrameDecoder decoder(Platform platform) {
        return switch (platform) {
            case KUAISHOU -> new KuaishouDecoder();
            case DOUYU -> new DouyuDecoder();
            case BILIBILI -> new BilibiliDecoder();
        };
    }

    /** The sentence for people who want a platform that this release does not know. */
    public static String unknown(Platform platform) {
        return "this release does not know the wires of %s yet; it knows those of %s"
                .formatted(
                        platform.label(),
                        WATCHED.stream().map(Platform::label).collect(Collectors.joining(", ")));
    }
}
