package dev.danmaku.console;

import dev.danmaku.config.ConsoleSettings;
import dev.danmaku.console.web.Routes;
import dev.danmaku.console.web.WebServer;
import dev.danmaku.console.who.AuditLog;
import dev.danmaku.console.who.Logins;
import dev.danmaku.console.who.SessionApi;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;

/** The console of a cluster. Started once, closed once. */
public final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final ConsoleSettings settings;
    private final WebServer server;

    private Console(ConsoleSettings settings, WebServer server) {
        this.settings = settings;
        this.server = server;
    }

    /**
     * Listens.
     *
     * @throws IllegalArgumentException if everybody could call it, or what says who may is wrong
     * @throws reactor.netty.ChannelBindException if the port is taken
     */
    public static Console start(ConsoleSettings settings, String version) {
        var clock = Clock.systemUTC();
        var logins = new Logins(settings, clock);
        var audit = new AuditLog(settings.auditFile(), clock);
        var routes = new Routes();
        new SessionApi(logins, audit, version, () -> false, () -> false).addTo(routes);
        var server = new WebServer(
                settings.address(), settings.port(), settings.maxClients(), routes, logins);
        var console = new Console(settings, server);
        LOG.info("the console is at {}", console.url());
        return console;
    }

    /** Where its page is. */
    public String url() {
        var host = settings.address().contains(":")
                ? "[" + settings.address() + "]"
                : settings.address();
        return "http://%s:%d/".formatted(host, port());
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
