package dev.danmaku.simulator.clients;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Takes this process's {@code https} requests, host by host, to plain HTTP servers elsewhere. Path,
 * query, headers and body stay as they are. Other hosts cannot be reached.
 */
final class Detour extends URLStreamHandler {
    private static final int HTTPS = 443;

    private final Map<String, String> servers;
    private final Map<String, Integer> asked = new ConcurrentSkipListMap<>();

    private Detour(Map<String, String> servers) {
        this.servers = servers;
    }

    /** @param servers a host's name to the URL of the server that answers for it */
    static Detour install(Map<String, String> servers) {
        var detour = new Detour(servers);
        URL.setURLStreamHandlerFactory(protocol -> protocol.equals("https") ? detour : null);
        return detour;
    }

    /** Requests by host. */
    Map<String, Integer> asked() {
        return asked;
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
        return openConnection(url, Proxy.NO_PROXY);
    }

    @Override
    protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
        var server = servers.get(url.getHost());
        if (server == null) {
            throw new IOException("nobody here answers for " + url);
        }
        asked.merge(url.getHost(), 1, Integer::sum);
        return new URL(server + url.getFile()).openConnection(proxy);
    }

    @Override
    protected int getDefaultPort() {
        return HTTPS;
    }
}
