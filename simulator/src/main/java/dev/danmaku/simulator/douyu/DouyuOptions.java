package dev.danmaku.simulator.douyu;

import java.time.Duration;
import java.util.Map;

/**
 * How the simulated Douyu behaves when nothing is wrong.
 *
 * @param httpPort port for its look-ups and WebSockets; 0 takes a free one
 * @param tcpPort port for plain TCP; 0 takes a free one
 * @param flushInterval how long packets are collected before they go out as one frame
 * @param heartbeatLimit how long a socket may send nothing before it is closed
 * @param earlyJoin whether a joingroup over TCP counts that came before loginres was sent
 * @param aliases real room ids by alias, which is answered with a redirect; in lower case
 * @param vanities real room ids by vanity number, which only the room page tells
 */
public record DouyuOptions(
        int httpPort,
        int tcpPort,
        Duration flushInterval,
        Duration heartbeatLimit,
        boolean earlyJoin,
        Map<String, String> aliases,
        Map<String, String> vanities) {

    public DouyuOptions {
        if (flushInterval.toMillis() < 1 || !heartbeatLimit.isPositive()) {
            throw new IllegalArgumentException("flushes and heartbeats need time");
        }
        aliases = Map.copyOf(aliases);
        vanities = Map.copyOf(vanities);
    }

    /** Free ports, the real gateway's grid, an alias and a vanity number of real rooms. */
    public static DouyuOptions defaults() {
        return new DouyuOptions(
                0,
                0,
                Duration.ofMillis(120),
                Duration.ofSeconds(90),
                false,
                Map.of("lpl", "288016"),
                Map.of("22222", "290935"));
    }

    public DouyuOptions withPorts(int http, int tcp) {
        return new DouyuOptions(
                http, tcp, flushInterval, heartbeatLimit, earlyJoin, aliases, vanities);
    }

    public DouyuOptions withFlushInterval(Duration interval) {
        return new DouyuOptions(
                httpPort, tcpPort, interval, heartbeatLimit, earlyJoin, aliases, vanities);
    }

    public DouyuOptions withHeartbeatLimit(Duration limit) {
        return new DouyuOptions(
                httpPort, tcpPort, flushInterval, limit, earlyJoin, aliases, vanities);
    }

    public DouyuOptions withEarlyJoin() {
        return new DouyuOptions(
                httpPort, tcpPort, flushInterval, heartbeatLimit, true, aliases, vanities);
    }

    public DouyuOptions withNames(Map<String, String> aliases, Map<String, String> vanities) {
        return new DouyuOptions(
                httpPort, tcpPort, flushInterval, heartbeatLimit, earlyJoin, aliases, vanities);
    }
}
