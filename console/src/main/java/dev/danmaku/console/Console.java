package dev.danmaku.console;

import dev.danmaku.config.ConsoleSettings;
import dev.danmaku.config.RedisSettings;
import dev.danmaku.config.Settings;
import dev.danmaku.console.api.Acting;
import dev.danmaku.console.api.ActionsApi;
import dev.danmaku.console.api.EventsApi;
import dev.danmaku.console.api.ExportsApi;
import dev.danmaku.console.api.FailuresApi;
import dev.danmaku.console.api.OpenApi;
import dev.danmaku.console.api.OverviewApi;
import dev.danmaku.console.api.ProtocolApi;
import dev.danmaku.console.api.ReportsApi;
import dev.danmaku.console.api.RoomApi;
import dev.danmaku.console.api.RoomsApi;
import dev.danmaku.console.api.Sources;
import dev.danmaku.console.api.StoreDoor;
import dev.danmaku.console.api.WorkersApi;
import dev.danmaku.console.live.Hub;
import dev.danmaku.console.live.LiveApi;
import dev.danmaku.console.live.LiveApi.CommentSource;
import dev.danmaku.console.live.LiveFeed;
import dev.danmaku.console.live.StoreComments;
import dev.danmaku.console.picture.History;
import dev.danmaku.console.picture.QueuePoll;
import dev.danmaku.console.picture.RateBook;
import dev.danmaku.console.picture.RegistryPoll;
import dev.danmaku.console.web.Routes;
import dev.danmaku.console.web.WebServer;
import dev.danmaku.console.who.AuditLog;
import dev.danmaku.console.who.Logins;
import dev.danmaku.console.who.SessionApi;
import dev.danmaku.queue.DeadLetterBox;
import dev.danmaku.queue.QueueReader;
import dev.danmaku.rate.RateReader;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisControlChannel;
import dev.danmaku.registry.RedisOperatorRegistry;
import dev.danmaku.registry.RegistryReader;
import dev.danmaku.registry.RegistryScan;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.UnifiedJedis;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/** The console of a cluster. Started once, closed once. */
public final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final String CONNECTION = "danmaku-console";

    private final ConsoleSettings own;
    private final Clock clock = Clock.systemUTC();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Routes routes = new Routes();
    private final Hub hub;
    private final WebServer server;

    private Console(Settings settings, ConsoleSettings own, String version) {
        this.own = own;
        var logins = new Logins(own, clock);
        var audit = new AuditLog(own.auditFile(), clock);
        this.hub = new Hub(own.maxClients(), logins::holds);
        // last to begin, and first to end: who comes finds everything there
        this.server = assembled(settings, version, logins, audit);
        parts.push(server);
        LOG.info("the console is at {}", url());
    }

    /**
     * Listens. Servers that do not answer are part of what it shows.
     *
     * @param own where to listen and who may; in place of what the settings say
     * @throws IllegalArgumentException if everybody could call it, or what says who may is wrong
     * @throws reactor.netty.ChannelBindException if the port is taken
     */
    public static Console start(Settings settings, ConsoleSettings own, String version) {
        return new Console(settings, own, version);
    }

    private WebServer assembled(Settings settings, String version, Logins logins, AuditLog audit) {
        try {
            return assemble(settings, version, logins, audit);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private WebServer assemble(Settings settings, String version, Logins logins, AuditLog audit) {
        var redis = open(settings.redis());
        var reader = new RegistryReader(redis);
        var store = new StoreDoor(settings.store(), own.queryTimeout());
        parts.push(store);
        parts.push(hub);
        var rates = new RateBook(clock);
        var history = new History();
        var queues = new QueuePoll(new QueueReader(settings.amqp(), settings.queue(), CONNECTION));
        parts.push(queues);
        var registry = new RegistryPoll(
                reader,
                new RegistryScan(redis),
                clock,
                picture -> new Showing(hub, queues, rates, history).show(picture));
        parts.push(registry);
        hub.keep(() -> registry.keepWatching());

        var ratesRedis = settings.rates().redis().map(this::open).orElse(redis);
        var sources =
                new Sources(registry, queues, rates, history, reader, new RateReader(ratesRedis));
        var comments = comments(settings, store);
        feed(settings, hub, redis, ratesRedis, rates, comments, store);
        registry.start();
        queues.start();

        new SessionApi(logins, audit, version, store::isThere, () -> comments == CommentSource.TAIL)
                .addTo(routes);
        OpenApi.addTo(routes);
        new OverviewApi(sources).addTo(routes);
        new RoomsApi(sources).addTo(routes);
        new RoomApi(sources, store).addTo(routes);
        new EventsApi(store).addTo(routes);
        new ReportsApi(store, sources).addTo(routes);
        new ExportsApi(store).addTo(routes);
        new WorkersApi(registry).addTo(routes);
        new ProtocolApi(reader).addTo(routes);
        new LiveApi(hub, comments).addTo(routes);
        act(settings, redis, reader, registry, audit);
        return new WebServer(own.address(), own.port(), own.maxClients(), routes, logins);
    }

    private UnifiedJedis open(RedisSettings settings) {
        var redis = RedisConnections.open(settings, CONNECTION);
        parts.push(redis);
        return redis;
    }

    private void feed(
            Settings settings,
            Hub hub,
            UnifiedJedis redis,
            UnifiedJedis ratesRedis,
            RateBook rates,
            CommentSource comments,
            StoreDoor store) {
        var tailRedis = settings.sinks().redis().redis().map(this::open).orElse(redis);
        var feed = new LiveFeed(
                hub, ratesRedis, tailRedis, comments == CommentSource.TAIL, rates::add);
        parts.push(feed);
        feed.start();
        hub.start(feed::follow);
        if (comments == CommentSource.STORE) {
            var stored = new StoreComments(hub, clock, store::page);
            parts.push(stored);
            stored.start();
        }
    }

    private static CommentSource comments(Settings settings, StoreDoor store) {
        return settings.sinks().enabled().contains("redis")
                ? CommentSource.TAIL
                : settings.sinks().enabled().contains("store") || store.isThere()
                        ? CommentSource.STORE
                        : CommentSource.NONE;
    }

    private void act(
            Settings settings,
            UnifiedJedis redis,
            RegistryReader reader,
            RegistryPoll registry,
            AuditLog audit) {
        var acting = new Acting(
                new RedisOperatorRegistry(redis), reader, new RedisControlChannel(redis), audit);
        new ActionsApi(acting, registry, redis).addTo(routes);
        var letters = new DeadLetterBox(settings.amqp(), settings.queue(), CONNECTION);
        parts.push(letters);
        new FailuresApi(registry, letters, acting).addTo(routes);
    }

    /** Where its page is. */
    public String url() {
        var host = own.address().contains(":") ? "[" + own.address() + "]" : own.address();
        return "http://%s:%d/".formatted(host, port());
    }

    public int port() {
        return server.port();
    }

    /** How many pages hear live data. */
    public int clients() {
        return hub.clients();
    }

    /** All that it answers. */
    Routes routes() {
        return routes;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("a part of the console did not close", e);
            }
        }
    }
}
