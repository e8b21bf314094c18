package dev.danmaku.platforms.bilibili;

import dev.danmaku.config.BilibiliSettings;
import dev.danmaku.config.BilibiliSettings.Transport;
import dev.danmaku.config.PlatformSettings;
import dev.danmaku.config.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings that point at a server of the test's. */
public final class TestSettings {
    private TestSettings() {}

    public static BilibiliSettings at(String url, Transport transport) {
        return of(url, transport, Secret.NONE, Secret.NONE, 0);
    }

    public static BilibiliSettings of(
            String url, Transport transport, Secret cookie, Secret token, double lookupsPerSecond) {
        return new BilibiliSettings(
                new PlatformSettings(
                        cookie,
                        token,
                        Optional.empty(),
                        0,
                        0,
                        lookupsPerSecond,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20)),
                URI.create(url),
                URI.create(url),
                transport);
    }
}
