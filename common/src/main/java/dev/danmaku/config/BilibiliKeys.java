package dev.danmaku.config;

import dev.danmaku.room.Platform;

import java.net.URI;
import java.time.Duration;

/** The settings {@code danmaku.platforms.bilibili.*}. */
final class BilibiliKeys {
    static final PlatformKeys SHARED = PlatformKeys.of(
            Platform.BILIBILI,
            new PlatformKeys.Pace(
                    1,
                    1,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(75)));

    /** How the socket is opened. */
    enum Transport {
        WSS,
        WS,
        TCP
    }

    static final Setting<URI> LIVE_API_URL = SHARED.group()
            .add(
                    "live-api-url",
                    Shape.url("https", "http"),
                    URI.create("https://api.live.bilibili.com"),
                    "the live rooms' API");
    static final Setting<URI> API_URL = SHARED.group()
            .add(
                    "api-url",
                    Shape.url("https", "http"),
                    URI.create("https://api.bilibili.com"),
                    "the site's API");
    static final Setting<Transport> TRANSPORT = SHARED.group()
            .add(
                    "transport",
                    Shape.choice(Transport.class),
                    Transport.WSS,
                    "how the socket is opened");

    private BilibiliKeys() {}
}
