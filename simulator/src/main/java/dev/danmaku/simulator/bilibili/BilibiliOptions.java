package dev.danmaku.simulator.bilibili;

/**
 * How the simulated Bilibili behaves when nothing is wrong.
 *
 * @param httpPort port for its look-ups and WebSockets; 0 takes a free one
 * @param tcpPort port for plain TCP; 0 takes a free one
 */
public record BilibiliOptions(int httpPort, int tcpPort) {

    public static BilibiliOptions defaults() {
        return new BilibiliOptions(0, 0);
    }

    public BilibiliOptions withPorts(int http, int tcp) {
        return new BilibiliOptions(http, tcp);
    }
}
