package dev.danmaku.platforms.kuaishou;

import dev.danmaku.config.KuaishouSettings;
import dev.danmaku.config.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Settings that point at a server of the test's, without limits and with little patience. */
public final class TestSettings {
    private TestSettings() {}

    public static KuaishouSettings at(String webUrl) {
        return of(webUrl, Secret.NONE, Secret.NONE, List.of(), 0, 0, Duration.ofSeconds(20));
    }

    public static KuaishouSettings of(
            String webUrl,
            Secret cookie,
            Secret token,
            List<URI> websocketUrls,
            double connectsPerSecond,
            double lookupsPerSecond,
            Duration silence) {
        return new KuaishouSettings(
                URI.create(webUrl),
                URI.create(webUrl),
                cookie,
                token,
                websocketUrls,
                connectsPerSecond,
                lookupsPerSecond,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                silence);
    }

    /** The same, with other patience for the ack and for silence. */
    static KuaishouSettings patient(
            KuaishouSettings settings, Duration joinTimeout, Duration silence) {
        return new KuaishouSettings(
                settings.webUrl(),
                settings.mobileUrl(),
                settings.cookie(),
                settings.token(),
                settings.websocketUrls(),
                settings.connectsPerSecond(),
                settings.lookupsPerSecond(),
                settings.lookupTimeout(),
                settings.connectTimeout(),
                joinTimeout,
                silence);
    }
}
