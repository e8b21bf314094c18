package dev.danmaku.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What every platform has: keys {@code danmaku.platforms.<platform>.*}.
 *
 * @param cookie raw Cookie header of the operator
 * @param token for the socket, where the operator has one
 * @param proxy through which both look-ups and sockets go
 * @param maxConnections sockets of this process at once; 0 is no limit
 * @param connectsPerSecond new sockets of this process; 0 is no limit
 * @param lookupsPerSecond HTTP look-ups of this process; 0 is no limit
 * @param lookupTimeout of one HTTP call, body included
 * @param connectTimeout until the socket is open
 * @param joinTimeout from the open socket to the platform's acknowledgement
 * @param silenceTimeout without any frame until the socket counts as lost
 */
public record PlatformSettings(
        Secret cookie,
        Secret token,
        Optional<ProxyAddress> proxy,
        int maxConnections,
        double connectsPerSecond,
        double lookupsPerSecond,
        Duration lookupTimeout,
        Duration connectTimeout,
        Duration joinTimeout,
        Duration silenceTimeout) {

    public PlatformSettings {
        if (connectsPerSecond < 0 || lookupsPerSecond < 0 || maxConnections < 0) {
            throw new IllegalArgumentException("a rate or limit is at least 0, which is no limit");
        }
    }
}
