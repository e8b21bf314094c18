package dev.danmaku.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to talk to Kuaishou: keys {@code danmaku.platforms.kuaishou.*}.
 *
 * @param webUrl room page, livedetail, websocketinfo
 * @param mobileUrl comment feed and share pages
 * @param websocketUrls used instead of those that a look-up finds; empty means look up
 */
public record KuaishouSettings(
        PlatformSettings shared, URI webUrl, URI mobileUrl, List<URI> websocketUrls) {

    /** The real site, politely. */
    public static final KuaishouSettings DEFAULTS = new KuaishouSettings(
            new PlatformSettings(
                    Secret.NONE,
                    Secret.NONE,
                    Optional.empty(),
                    0,
                    5,
                    0.5,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60)),
            URI.create("https://live.kuaishou.com"),
            URI.create("https://livev.m.chenzhongtech.com"),
            List.of());

    public KuaishouSettings {
        websocketUrls = List.copyOf(websocketUrls);
    }
}
