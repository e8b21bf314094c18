package dev.danmaku.platforms.kuaishou.lookup;

import dev.danmaku.platforms.lookup.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where to connect, and with what, as far as an answer says.
 *
 * @param hosts only WebSocket addresses, in the order given
 */
record SocketInfo(@Nullable String token, List<URI> hosts) {
    static final SocketInfo NONE = new SocketInfo(null, List.of());

    /** Real lists have two or three. */
    private static final int MAX_HOSTS = 16;
    /** Every endpoint spells it otherwise. */
    private static final List<String> SPELLINGS =
            List.of("websocketUrls", "webSocketUrls", "webSocketAddresses", "websocketAddresses");

    SocketInfo {
        hosts = List.copyOf(hosts);
    }

    boolean complete() {
        return token != null && !hosts.isEmpty();
    }

    /** What is ours comes first; the rest is filled in from another answer. */
    SocketInfo or(SocketInfo other) {
        return new SocketInfo(
                token != null ? token : other.token, hosts.isEmpty() ? other.hosts : hosts);
    }

    static SocketInfo read(JsonNode json) {
        var hosts = new ArrayList<URI>();
        for (var spelling : SPELLINGS) {
            for (var one : json.path(spelling)) {
                addHost(one.asString(""), hosts);
            }
        }
        return new SocketInfo(Json.text(json, "token"), hosts);
    }

    private static void addHost(String text, List<URI> hosts) {
        try {
            var host = new URI(text);
            var scheme = host.getScheme();
            var fits = "wss".equals(scheme) || "ws".equals(scheme);
            if (fits && host.getHost() != null && hosts.size() < MAX_HOSTS) {
                hosts.add(host);
            }
        } catch (URISyntaxException e) {
            // One bad address does not spoil the others.
        }
    }
}
