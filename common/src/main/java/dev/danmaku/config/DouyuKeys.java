package dev.danmaku.config;

import dev.danmaku.room.Platform;

import java.net.URI;
import java.util.List;

/** The settings {@code danmaku.platforms.douyu.*}. */
final class DouyuKeys {
    private static final DouyuSettings D = DouyuSettings.DEFAULTS;

    static final PlatformKeys SHARED = PlatformKeys.of(Platform.DOUYU, D.shared());

    static final Setting<URI> WEB_URL = SHARED.group()
            .add("web-url", Shape.url("https", "http"), D.webUrl(), "room pages and their API");
    static final Setting<URI> OPEN_API_URL = SHARED.group()
            .add(
                    "open-api-url",
                    Shape.url("https", "http"),
                    D.openApiUrl(),
                    "the open API of rooms and gifts");
    static final Setting<List<URI>> DANMU_URLS = SHARED.group()
            .add(
                    "danmu-urls",
                    Shape.urls("wss", "ws"),
                    D.danmuUrls(),
                    "the WebSocket servers, all alike");
    static final Setting<List<Address>> TCP_ADDRESSES = SHARED.group()
            .add(
                    "tcp-addresses",
                    Shape.addresses(),
                    D.tcpAddresses(),
                    "the TCP servers, all alike");
    static final Setting<DouyuSettings.Transport> TRANSPORT = SHARED.group()
            .add(
                    "transport",
                    Shape.choice(DouyuSettings.Transport.class),
                    D.transport(),
                    "how the socket is opened");

    private DouyuKeys() {}

    static DouyuSettings read(SettingValues values) {
        return new DouyuSettings(
                SHARED.read(values),
                values.get(WEB_URL),
                values.get(OPEN_API_URL),
                values.get(DANMU_URLS),
                values.get(TCP_ADDRESSES),
                values.get(TRANSPORT));
    }
}
