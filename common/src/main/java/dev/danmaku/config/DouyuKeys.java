package dev.danmaku.config;

import dev.danmaku.room.Platform;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The settings {@code danmaku.platforms.douyu.*}. */
final class DouyuKeys {
    private static final String DANMU_HOST = "danmuproxy.douyu.com";

    static final PlatformKeys SHARED = PlatformKeys.of(
            Platform.DOUYU,
            new PlatformKeys.Pace(
                    5,
                    1,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(135)));

    /** How the socket is opened. */
    enum Transport {
        WS,
        TCP
    }

    static final Setting<URI> WEB_URL = SHARED.group()
            .add(
                    "web-url",
                    Shape.url("https", "http"),
                    URI.create("https://www.douyu.com"),
                    "room pages and their API");
    static final Setting<URI> OPEN_API_URL = SHARED.group()
            .add(
                    "open-api-url",
                    Shape.url("https", "http"),
                    URI.create("https://open.douyucdn.cn"),
                    "the open API of rooms");
    static final Setting<List<URI>> DANMU_URLS = SHARED.group()
            .add(
                    "danmu-urls",
                    Shape.urls("wss", "ws"),
                    IntStream.rangeClosed(8501, 8506)
                            .mapToObj(port -> URI.create("wss://" + DANMU_HOST + ":" + port))
                            .toList(),
                    "the WebSocket servers, all alike");
    static final Setting<List<Address>> TCP_ADDRESSES = SHARED.group()
            .add(
                    "tcp-addresses",
                    Shape.addresses(),
                    Stream.of(12_601, 12_602, 7501, 7601, 8601, 8602)
                            .map(port -> new Address(DANMU_HOST, port))
                            .toList(),
                    "the TCP servers, all alike");
    static final Setting<Transport> TRANSPORT = SHARED.group()
            .add(
                    "transport",
                    Shape.choice(Transport.class),
                    Transport.WS,
                    "how the socket is opened");

    private DouyuKeys() {}
}
