package dev.danmaku.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How to talk to Douyu: keys {@code danmaku.platforms.douyu.*}.
 *
 * @param webUrl room pages and their API
 * @param openApiUrl rooms and gifts
 * @param danmuUrls the WebSocket servers, all alike
 * @param tcpAddresses the TCP servers, all alike
 */
public record DouyuSettings(
        PlatformSettings shared,
        URI webUrl,
        URI openApiUrl,
        List<URI> danmuUrls,
        List<Address> tcpAddresses,
        Transport transport) {

    /** How the socket is opened. */
    public enum Transport {
        WS,
        TCP
    }

    /** The real site, politely. */
    public static final DouyuSettings DEFAULTS = defaults();

    public DouyuSettings {
        danmuUrls = List.copyOf(danmuUrls);
        tcpAddresses = List.copyOf(tcpAddresses);
    }

    private static DouyuSettings defaults() {
        var host = "danmuproxy.douyu.com";
        return new DouyuSettings(
                new PlatformSettings(
                        Secret.NONE,
                        Secret.NONE,
                        Optional.empty(),
                        0,
                        5,
                        1,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(135)),
                URI.create("https://www.douyu.com"),
                URI.create("https://open.douyucdn.cn"),
                IntStream.rangeClosed(8501, 8506)
                        .mapToObj(port -> URI.create("wss://" + host + ":" + port))
                        .toList(),
                Stream.of(12_601, 12_602, 7501, 7601, 8601, 8602)
                        .map(port -> new Address(host, port))
                        .toList(),
                Transport.WS);
    }
}
