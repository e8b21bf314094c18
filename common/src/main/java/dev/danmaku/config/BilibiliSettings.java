package dev.danmaku.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to talk to Bilibili: keys {@code danmaku.platforms.bilibili.*}.
 *
 * @param liveApiUrl the live rooms' API
 * @param apiUrl the site's API
 */
public record BilibiliSettings(
        PlatformSettings shared, URI liveApiUrl, URI apiUrl, Transport transport) {

    /** How the socket is opened. */
    public enum Transport {
        WSS,
        WS,
        TCP
    }

    /** The real site, politely. */
    public static final BilibiliSettings DEFAULTS = new BilibiliSettings(
            new PlatformSettings(
                    Secret.NONE,
                    Secret.NONE,
                    Optional.empty(),
                    0,
                    1,
                    1,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(75)),
            URI.create("https://api.live.bilibili.com"),
            URI.create("https://api.bilibili.com"),
            Transport.WSS);
}
