package dev.danmaku.platforms.kuaishou;

import dev.danmaku.config.KuaishouSettings;
import dev.danmaku.platforms.SharedSettings;

import java.net.URI;
import java.util.List;

/** Settings that point at a server of the test's. */
public final class TestSettings {
    private TestSettings() {}

    public static KuaishouSettings at(String webUrl) {
        return at(webUrl, new SharedSettings());
    }

    public static KuaishouSettings at(String webUrl, SharedSettings shared) {
        return at(webUrl, shared, List.of());
    }

    public static KuaishouSettings at(
            String webUrl, SharedSettings shared, List<URI> websocketUrls) {
        return new KuaishouSettings(
                shared.build(), URI.create(webUrl), URI.create(webUrl), websocketUrls);
    }
}
