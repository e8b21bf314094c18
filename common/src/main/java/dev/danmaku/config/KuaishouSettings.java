package dev.danmaku.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How to talk to Kuaishou: keys {@code danmaku.platforms.kuaishou.*}.
 *
 * @param webUrl room page, livedetail, websocketinfo
 * @param mobileUrl comment feed and share pages
 * @param cookie raw Cookie header of the operator
 * @param token for the socket, where the operator has one
 * @param websocketUrls used instead of those that a look-up finds; empty means look up
 * @param connectsPerSecond new sockets of this process; 0 is no limit
 * @param lookupsPerSecond HTTP look-ups of this process; 0 is no limit
 * @param joinTimeout from the open socket to the platform's acknowledgement
 * @param silenceTimeout without any frame until the socket counts as lost
 */
public record KuaishouSettings(
        URI webUrl,
        URI mobileUrl,
        Secret cookie,
        Secret token,
        List<URI> websocketUrls,
        double connectsPerSecond,
        double lookupsPerSecond,
        Duration lookupTimeout,
        Duration connectTimeout,
        Duration joinTimeout,
        Duration silenceTimeout) {

    /** The real site, politely. */
    public static final KuaishouSettings DEFAULTS = new KuaishouSettings(
            URI.create("https://live.kuaishou.com"),
            URI.create("https://livev.m.chenzhongtech.com"),
            Secret.NONE,
            Secret.NONE,
            List.of(),
            5,
            0.5,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60));

    public KuaishouSettings {
        websocketUrls = List.copyOf(websocketUrls);
        if (connectsPerSecond < 0 || lookupsPerSecond < 0) {
            throw new IllegalArgumentException("a rate is at least 0, which is no limit");
        }
    }
}
