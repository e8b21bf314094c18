package dev.danmaku.simulator.net;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** A site and the ports it listens on. */
public final class OpenSite implements AutoCloseable {
    private final Site site;
    private final ServerPort http;
    private final @Nullable ServerPort tcp;

    private OpenSite(Site site, ServerPort http, @Nullable ServerPort tcp) {
        this.site = site;
        this.http = http;
        this.tcp = tcp;
    }

    /**
     * @param httpPort the port for HTTP and WebSocket; 0 takes a free one
     * @throws IOException if a port cannot be bound
     */
    public static OpenSite open(Loops loops, String host, int httpPort, Site site, Control control)
            throws IOException {
        var address = new InetSocketAddress(host, httpPort);
        if (!(site instanceof TcpSite tcpSite)) {
            return new OpenSite(site, ServerPort.http(loops, address, site, control), null);
        }
        // Look-ups name the TCP port, so it is there before they can be asked.
        var tcp = ServerPort.tcp(
                loops, new InetSocketAddress(host, tcpSite.wantedTcpPort()), tcpSite);
        tcpSite.listens(tcp.port());
        try {
            return new OpenSite(site, ServerPort.http(loops, address, site, control), tcp);
        } catch (IOException e) {
            tcp.close();
            throw e;
        }
    }

    public Site site() {
        return site;
    }

    public int httpPort() {
        return http.port();
    }

    /** What points a cluster here that knows this machine by the given name. */
    public Map<String, String> settings(String hostName) {
        return site.settings(new Whereabouts(
                hostName + ":" + httpPort(), tcp == null ? "" : hostName + ":" + tcp.port()));
    }

    @Override
    public void close() {
        http.close();
        if (tcp != null) {
            tcp.close();
        }
    }
}
