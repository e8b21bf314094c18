package dev.danmaku.platforms.kuaishou;

import dev.danmaku.config.KuaishouSettings;
import dev.danmaku.config.PlatformSettings;
import dev.danmaku.config.ProxyAddress;
import dev.danmaku.config.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
                new PlatformSettings(
                        cookie,
                        token,
                        Optional.empty(),
                        0,
                        connectsPerSecond,
                        lookupsPerSecond,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        silence),
                URI.create(webUrl),
                URI.create(webUrl),
                websocketUrls);
    }

    /** With little patience for look-ups. */
    public static KuaishouSettings hasty(String webUrl, Duration lookupTimeout) {
        var settings = at(webUrl);
        var shared = settings.shared();
        return with(
                settings,
                new PlatformSettings(
                        shared.cookie(),
                        shared.token(),
                        shared.proxy(),
                        shared.maxConnections(),
                        shared.connectsPerSecond(),
                        shared.lookupsPerSecond(),
                        lookupTimeout,
                        shared.connectTimeout(),
                        shared.joinTimeout(),
                        shared.silenceTimeout()));
    }

    /** The same, by a proxy. */
    static KuaishouSettings proxied(KuaishouSettings settings, ProxyAddress proxy) {
        var shared = settings.shared();
        return with(
                settings,
                new PlatformSettings(
                        shared.cookie(),
                        shared.token(),
                        Optional.of(proxy),
                        shared.maxConnections(),
                        shared.connectsPerSecond(),
                        shared.lookupsPerSecond(),
                        shared.lookupTimeout(),
                        shared.connectTimeout(),
                        shared.joinTimeout(),
                        shared.silenceTimeout()));
    }

    /** The same, with other patience for the ack and for silence. */
    static KuaishouSettings patient(
            KuaishouSettings settings, Duration joinTimeout, Duration silence) {
        var shared = settings.shared();
        return with(
                settings,
                new PlatformSettings(
                        shared.cookie(),
                        shared.token(),
                        shared.proxy(),
                        shared.maxConnections(),
                        shared.connectsPerSecond(),
                        shared.lookupsPerSecond(),
                        shared.lookupTimeout(),
                        shared.connectTimeout(),
                        joinTimeout,
                        silence));
    }

    private static KuaishouSettings with(KuaishouSettings settings, PlatformSettings shared) {
        return new KuaishouSettings(
                shared, settings.webUrl(), settings.mobileUrl(), settings.websocketUrls());
    }
}
