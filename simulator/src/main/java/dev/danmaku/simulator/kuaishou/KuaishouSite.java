package dev.danmaku.simulator.kuaishou;

import dev.danmaku.room.Platform;
import dev.danmaku.simulator.net.Answer;
import dev.danmaku.simulator.net.Request;
import dev.danmaku.simulator.net.Site;
import dev.danmaku.simulator.net.Whereabouts;
import dev.danmaku.simulator.room.Content;
import dev.danmaku.simulator.room.Home;
import dev.danmaku.simulator.room.RoomRules;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.Tokens;

import io.netty.channel.ChannelHandler;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kuaishou's web server: which path is which look-up, and sockets at {@code /websocket}. */
public final class KuaishouSite implements Site {
    private static final String ORIGIN = "https://live.kuaishou.com";

    private final SimulatedPlatform platform;
    private final KuaishouOptions options;
    private final Lookups lookups;

    private KuaishouSite(SimulatedPlatform platform, KuaishouOptions options) {
        this.platform = platform;
        this.options = options;
        this.lookups = new Lookups(platform, options);
    }

    public static KuaishouSite on(
            List<Home> homes,
            KuaishouOptions options,
            Duration pushInterval,
            Duration idleInterval,
            long seed,
            InstantSource clock) {
        var content = new Content(seed);
        var rules = new RoomRules(
                pushInterval,
                idleInterval,
                options.heartbeatInterval().multipliedBy(KuaishouOptions.MISSED_HEARTBEATS),
                options.entryRefusal(),
                false);
        var tokens = new Tokens(seed, options.tokenChars());
        var platform = new SimulatedPlatform(
                Platform.KUAISHOU, homes, new KuaishouWire(content), rules, content, tokens, clock);
        return new KuaishouSite(platform, options);
    }

    @Override
    public SimulatedPlatform platform() {
        return platform;
    }

    @Override
    public Map<String, String> settings(Whereabouts where) {
        var url = where.httpUrl();
        var settings = new LinkedHashMap<String, String>();
        settings.put("danmaku.platforms.kuaishou.web-url", url);
        settings.put("danmaku.platforms.kuaishou.mobile-url", url);
        return settings;
    }

    @Override
    public Optional<Answer> answer(Request request) {
        var path = request.path();
        return switch (path) {
            case "/live_api/liveroom/livedetail" -> Optional.of(lookups.liveDetail(request));
            case "/live_api/liveroom/websocketinfo" -> Optional.of(lookups.webSocketInfo(request));
            case "/live_api/emoji/allgifts" -> Optional.of(lookups.allGifts());
            case "/live_api/emoji/gift-list" -> Optional.of(lookups.giftPanel());
            case "/rest/wd/live/gift/all" -> Optional.of(lookups.mobileGifts());
            case "/rest/k/live/byUser" -> Optional.of(lookups.byUser(request));
            case "/wap/live/feed" -> Optional.of(lookups.feed(request));
            case "/live_graphql", "/graphql", "/m_graphql" -> Optional.of(lookups.graphQl(request));
            default ->
                path.startsWith("/u/")
                        ? Optional.of(lookups.page(path.substring(3)))
                        : Optional.empty();
        };
    }

    @Override
    public boolean upgrades(String path) {
        return path.equals(Credentials.PATH);
    }

    @Override
    public boolean admits(String origin) {
        return !options.originRequired() || origin.equals(ORIGIN);
    }

    @Override
    public ChannelHandler session() {
        return new KuaishouSession(platform, options);
    }
}
