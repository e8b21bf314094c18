package dev.danmaku.config;

import dev.danmaku.room.Platform;

import java.net.URI;

/** The settings {@code danmaku.platforms.bilibili.*}. */
final class BilibiliKeys {
    private static final BilibiliSettings D = BilibiliSettings.DEFAULTS;

    static final PlatformKeys SHARED = PlatformKeys.of(Platform.BILIBILI, D.shared());

    static final Setting<URI> LIVE_API_URL = SHARED.group()
            .add("live-api-url", Shape.url("https", "http"), D.liveApiUrl(), "the live rooms' API");
    static final Setting<URI> API_URL =
            SHARED.group().add("api-url", Shape.url("https", "http"), D.apiUrl(), "the site's API");
    static final Setting<BilibiliSettings.Transport> TRANSPORT = SHARED.group()
            .add(
                    "transport",
                    Shape.choice(BilibiliSettings.Transport.class),
                    D.transport(),
                    "how the socket is opened");

    private BilibiliKeys() {}

    static BilibiliSettings read(SettingValues values) {
        return new BilibiliSettings(
                SHARED.read(values),
                values.get(LIVE_API_URL),
                values.get(API_URL),
                values.get(TRANSPORT));
    }
}
