package dev.danmaku.config;

import dev.danmaku.room.Platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The settings that every platform has: {@code danmaku.platforms.<platform>.*}. */
record PlatformKeys(
        SettingGroup group,
        Setting<String> cookie,
        Setting<Optional<Path>> cookieFile,
        Setting<String> token,
        Setting<Optional<Path>> tokenFile,
        Setting<String> proxy,
        Setting<Integer> maxConnections,
        Setting<Double> connectsPerSecond,
        Setting<Double> lookupsPerSecond,
        Setting<Duration> lookupTimeout,
        Setting<Duration> connectTimeout,
        Setting<Duration> joinTimeout,
        Setting<Duration> silenceTimeout) {
    private static final Shape<Duration> TIMEOUT =
            Shape.duration(Duration.ofMillis(10), Duration.ofHours(1));

    static PlatformKeys of(Platform platform, PlatformSettings pace) {
        var group = new SettingGroup("danmaku.platforms." + platform.label());
        return new PlatformKeys(
                group,
                group.add("cookie", Shape.secretText(), "", "the operator's own Cookie header"),
                group.add(
                        "cookie-file",
                        Shape.file(),
                        Optional.empty(),
                        "a file with it, read again when it changes"),
                group.add(
                        "token", Shape.secretText(), "", "the operator's own token for the socket"),
                group.add(
                        "token-file",
                        Shape.file(),
                        Optional.empty(),
                        "a file with it, read again when it changes"),
                group.add(
                        "proxy",
                        Shape.serverUrl(ProxyAddress.ALLOWED, PlatformKeys::checkProxy),
                        "",
                        "through which look-ups and sockets go"),
                group.add(
                        "max-connections",
                        Shape.count(0, 1_000_000),
                        pace.maxConnections(),
                        "sockets of one process at once; 0 is no limit"),
                group.add(
                        "connects-per-second",
                        Shape.rate(),
                        pace.connectsPerSecond(),
                        "new sockets of one process; 0 is no limit"),
                group.add(
                        "lookups-per-second",
                        Shape.rate(),
                        pace.lookupsPerSecond(),
                        "HTTP look-ups of one process; 0 is no limit"),
                group.add("lookup-timeout", TIMEOUT, pace.lookupTimeout(), "for one HTTP look-up"),
                group.add(
                        "connect-timeout",
                        TIMEOUT,
                        pace.connectTimeout(),
                        "until the socket is open"),
                group.add(
                        "join-timeout",
                        TIMEOUT,
                        pace.joinTimeout(),
                        "from the open socket to the platform's yes"),
                group.add(
                        "silence-timeout",
                        TIMEOUT,
                        pace.silenceTimeout(),
                        "without a frame until the socket is lost"));
    }

    PlatformSettings read(SettingValues values) {
        return new PlatformSettings(
                values.secret(cookie, cookieFile),
                values.secret(token, tokenFile),
                Optional.of(values.get(proxy))
                        .filter(text -> !text.isEmpty())
                        .map(ProxyAddress::parse),
                values.get(maxConnections),
                values.get(connectsPerSecond),
                values.get(lookupsPerSecond),
                values.get(lookupTimeout),
                values.get(connectTimeout),
                values.get(joinTimeout),
                values.get(silenceTimeout));
    }

    private static void checkProxy(String text) {
        if (!text.isEmpty()) {
            var _ = ProxyAddress.parse(text);
        }
    }
}
