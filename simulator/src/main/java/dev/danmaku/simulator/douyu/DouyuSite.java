package dev.danmaku.simulator.douyu;

import dev.danmaku.room.Platform;
import dev.danmaku.simulator.net.Answer;
import dev.danmaku.simulator.net.Request;
import dev.danmaku.simulator.net.TcpSite;
import dev.danmaku.simulator.net.Whereabouts;
import dev.danmaku.simulator.room.Content;
import dev.danmaku.simulator.room.EntryRefusal;
import dev.danmaku.simulator.room.Home;
import dev.danmaku.simulator.room.RoomRules;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.Tokens;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Douyu's servers: look-ups by path, sockets at any path, and the same over TCP. */
public final class DouyuSite implements TcpSite {
    private static final String KEYS = "danmaku.platforms.douyu.";
    /** Nobody brings tokens here. */
    private static final int TOKEN_CHARS = 32;

    private final SimulatedPlatform platform;
    private final DouyuOptions options;
    private final Lookups lookups;

    private DouyuSite(SimulatedPlatform platform, DouyuOptions options) {
        this.platform = platform;
        this.options = options;
        this.lookups = new Lookups(platform, options);
    }

    /** @param homes whose rooms push at every flush */
    public static DouyuSite on(
            List<Home> homes,
            DouyuOptions options,
            Duration idleInterval,
            long seed,
            InstantSource clock) {
        var content = new Content(seed);
        var rules = new RoomRules(
                options.flushInterval(),
                idleInterval,
                options.heartbeatLimit(),
                EntryRefusal.SILENT,
                true);
        var platform = new SimulatedPlatform(
                Platform.DOUYU,
                homes,
                new DouyuWire(content),
                rules,
                content,
                new Tokens(seed, TOKEN_CHARS),
                clock);
        return new DouyuSite(platform, options);
    }

    @Override
    public SimulatedPlatform platform() {
        return platform;
    }

    @Override
    public Map<String, String> settings(Whereabouts where) {
        var settings = new LinkedHashMap<String, String>();
        settings.put(KEYS + "web-url", where.httpUrl());
        settings.put(KEYS + "open-api-url", where.httpUrl());
        settings.put(KEYS + "danmu-urls", where.webSocketUrl("/"));
        settings.put(KEYS + "tcp-addresses", where.tcpAddress());
        return settings;
    }

    @Override
    public Optional<Answer> answer(Request request) {
        return lookups.answer(request);
    }

    @Override
    public boolean upgrades(String path) {
        return true;
    }

    @Override
    public boolean admits(String origin) {
        return true;
    }

    /** What the site's own client offers. */
    @Override
    public Optional<String> subprotocol() {
        return Optional.of("-");
    }

    @Override
    public ChannelHandler session() {
        return session(false);
    }

    @Override
    public int wantedTcpPort() {
        return options.tcpPort();
    }

    @Override
    public ChannelHandler tcpSession() {
        return session(true);
    }

    private ChannelHandler session(boolean tcp) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel client) {
                client.pipeline()
                        .addLast("packets", new ClientMessageDecoder())
                        .addLast("conversation", new DouyuSession(platform, options, tcp));
            }
        };
    }
}
