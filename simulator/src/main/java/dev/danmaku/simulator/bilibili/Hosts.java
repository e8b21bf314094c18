package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.Tokens;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where sockets go, and the token they bring. */
final class Hosts {
    private static final int HOSTS = 3;
    /** A port that nobody listens on. */
    private static final int DEAD_PORT = 1;

    private final Tokens tokens;
    private final boolean deadFirst;
    private volatile int tcpPort;

    Hosts(Tokens tokens, boolean deadFirst) {
        this.tokens = tokens;
        this.deadFirst = deadFirst;
    }

    void listens(int port) {
        tcpPort = port;
    }

    /** Tokens are url-safe here and end without padding. */
    String token() {
        return tokens.mint().replace('+', '-').replace('/', '_').replace("=", "");
    }

    /** The token as it was minted. */
    static String minted(String token) {
        return token.replace('-', '+').replace('_', '/');
    }

    /**
     * @param authority what the client called this server, port included; WebSockets are at the same port, and
     *     'wss' too, though in plain
     */
    ArrayNode list(String authority) {
        var colon = authority.lastIndexOf(':');
        var name = colon < 0 ? authority : authority.substring(0, colon);
        var port = colon < 0 ? 80 : Integer.parseInt(authority.substring(colon + 1));
        var list = Json.array("[]");
        for (var i = 0; i < HOSTS; i++) {
            var dead = deadFirst && i == 0;
            list.add(host(name, dead ? DEAD_PORT : tcpPort, dead ? DEAD_PORT : port));
        }
        return list;
    }

    private static ObjectNode host(String name, int tcp, int ws) {
        return Json.object("{}")
                .put("host", name)
                .put("port", tcp)
                .put("wss_port", ws)
                .put("ws_port", ws);
    }
}
