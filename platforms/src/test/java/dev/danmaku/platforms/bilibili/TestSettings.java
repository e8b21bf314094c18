package dev.danmaku.platforms.bilibili;

import dev.danmaku.config.BilibiliSettings;
import dev.danmaku.config.BilibiliSettings.Transport;
import dev.danmaku.platforms.SharedSettings;

import java.net.URI;

/** Settings that point at a server of the test's. */
public final class TestSettings {
    private TestSettings() {}

    public static BilibiliSettings at(String url, Transport transport) {
        return at(url, transport, new SharedSettings());
    }

    public static BilibiliSettings at(String url, Transport transport, SharedSettings shared) {
        return new BilibiliSettings(shared.build(), URI.create(url), URI.create(url), transport);
    }
}
