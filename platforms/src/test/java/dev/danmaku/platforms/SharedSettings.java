package dev.danmaku.platforms;

import dev.danmaku.config.PlatformSettings;
import dev.danmaku.config.ProxyAddress;
import dev.danmaku.config.Secret;

import java.time.Duration;
import java.util.Optional;

/** What the settings of any platform share: without limits and with little patience, but for what a test says. */
public final class SharedSettings {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Secret cookie = Secret.NONE;
    private Secret token = Secret.NONE;
    private Optional<ProxyAddress> proxy = Optional.empty();
    private double connectsPerSecond;
    private double lookupsPerSecond;
    private Duration lookupTimeout = PATIENCE;
    private Duration joinTimeout = PATIENCE;
    private Duration silenceTimeout = Duration.ofSeconds(20);

    public SharedSettings cookie(Secret given) {
        cookie = given;
        return this;
    }

    public SharedSettings token(Secret given) {
        token = given;
        return this;
    }

    public SharedSettings proxy(ProxyAddress given) {
        proxy = Optional.of(given);
        return this;
    }

    public SharedSettings connectsPerSecond(double given) {
        connectsPerSecond = given;
        return this;
    }

    public SharedSettings lookupsPerSecond(double given) {
        lookupsPerSecond = given;
        return this;
    }

    public SharedSettings lookupTimeout(Duration given) {
        lookupTimeout = given;
        return this;
    }

    public SharedSettings joinTimeout(Duration given) {
        joinTimeout = given;
        return this;
    }

    public SharedSettings silenceTimeout(Duration given) {
        silenceTimeout = given;
        return this;
    }

    public PlatformSettings build() {
        return new PlatformSettings(
                cookie,
                token,
                proxy,
                0,
                connectsPerSecond,
                lookupsPerSecond,
                lookupTimeout,
                PATIENCE,
                joinTimeout,
                silenceTimeout);
    }
}
