package dev.danmaku.simulator.net;

/**
 * Where an open site is found.
 *
 * @param authority host and port of its HTTP, e.g. {@code 127.0.0.1:40123}
 * @param tcpAddress host and port of its plain TCP; empty if it has none
 */
public record Whereabouts(String authority, String tcpAddress) {

    public String httpUrl() {
        return "http://" + authority;
    }

    public String webSocketUrl(String path) {
        return "ws://" + authority + path;
    }
}
