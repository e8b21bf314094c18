package dev.danmaku.config;

import dev.danmaku.room.Platform;

import java.net.URI;
import java.util.List;

/** The settings {@code danmaku.platforms.kuaishou.*}. */
final class KuaishouKeys {
    private static final KuaishouSettings D = KuaishouSettings.DEFAULTS;

    static final PlatformKeys SHARED = PlatformKeys.of(Platform.KUAISHOU, D.shared());
    static final Setting<URI> WEB_URL = SHARED.group()
            .add("web-url", Shape.url("https", "http"), D.webUrl(), "room pages and their API");
    static final Setting<URI> MOBILE_URL = SHARED.group()
            .add(
                    "mobile-url",
                    Shape.url("https", "http"),
                    D.mobileUrl(),
                    "comment feed and share pages");
    static final Setting<List<URI>> WEBSOCKET_URLS = SHARED.group()
            .add(
                    "websocket-urls",
                    Shape.urls("wss", "ws"),
                    D.websocketUrls(),
                    "used instead of those that a look-up finds");

    private KuaishouKeys() {}

    static KuaishouSettings read(SettingValues values) {
        return new KuaishouSettings(
                SHARED.read(values),
                values.get(WEB_URL),
                values.get(MOBILE_URL),
                values.get(WEBSOCKET_URLS));
    }
}
