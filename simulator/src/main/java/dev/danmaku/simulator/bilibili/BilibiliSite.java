package dev.danmaku.simulator.bilibili;

import dev.danmaku.room.Platform;
import dev.danmaku.simulator.bilibili.BilibiliOptions.Echo;
import dev.danmaku.simulator.net.Answer;
import dev.danmaku.simulator.net.Request;
import dev.danmaku.simulator.net.TcpSite;
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
import java.util.concurrent.ScheduledExecutorService;

/** Bilibili's servers as one: which path is which look-up, and sockets by TCP and at {@code /sub}. */
public final class BilibiliSite implements TcpSite {
    private static final String SOCKET_PATH = "/sub";
    private static final int TOKEN_CHARS = 152;
    private static final Duration FOREVER = Duration.ofDays(10_000);

    private final SimulatedPlatform platform;
    private final BilibiliOptions options;
    private final Hosts hosts;
    private final Lookups lookups;
    private final AddressBook addresses;

    private BilibiliSite(SimulatedPlatform platform, BilibiliOptions options) {
        this.platform = platform;
        this.options = options;
        this.hosts = new Hosts(platform.tokens(), options.deadHostFirst());
        this.lookups = new Lookups(platform, options, hosts);
        this.addresses = new AddressBook(options.socketsPerAddress());
    }

    public static BilibiliSite on(
            List<Home> homes,
            BilibiliOptions options,
            Duration pushInterval,
            Duration idleInterval,
            long seed,
            InstantSource clock) {
        var content = new Content(seed);
        var rules = new RoomRules(
                pushInterval,
                idleInterval,
                options.silenceLimit().isZero() ? FOREVER : options.silenceLimit(),
                options.entryRefusal(),
                true);
        var tokens = new Tokens(seed, TOKEN_CHARS);
        var platform = new SimulatedPlatform(
                Platform.BILIBILI, homes, new BilibiliWire(content), rules, content, tokens, clock);
        return new BilibiliSite(platform, options);
    }

    @Override
    public SimulatedPlatform platform() {
        return platform;
    }

    /** From now on every room is told which rooms of the site stopped. Ends with the executor. */
    public void tellStops(ScheduledExecutorService executor) {
        new StoppedRooms(platform, options.stopListInterval()).startOn(executor);
    }

    @Override
    public Map<String, String> settings(Whereabouts where) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("danmaku.platforms.bilibili.live-api-url", where.httpUrl());
        settings.put("danmaku.platforms.bilibili.api-url", where.httpUrl());
        settings.put("danmaku.platforms.bilibili.transport", "ws");
        return settings;
    }

    @Override
    public Optional<Answer> answer(Request request) {
        return Optional.ofNullable(
                switch (request.path()) {
                    case "/x/web-interface/nav" -> lookups.nav();
                    case "/x/frontend/finger/spi" -> lookups.spi();
                    case "/room/v1/Room/room_init", "/room/v1/Room/mobileRoomInit" ->
                        lookups.roomInit(request);
                    case "/room/v1/Room/get_info" -> lookups.info(request);
                    case "/xlive/web-room/v1/index/getRoomBaseInfo" -> lookups.baseInfo(request);
                    case "/room/v2/Room/get_by_ids" -> lookups.byIds(request);
                    case "/room/v1/Room/get_status_info_by_uids" -> lookups.statusByUids(request);
                    case "/xlive/web-room/v1/index/getDanmuInfo" -> lookups.danmuInfo(request);
                    case "/room/v1/Danmu/getConf" -> lookups.getConf(request);
                    case "/xlive/web-room/v2/index/getRoomPlayInfo" -> lookups.playInfo(request);
                    case "/room/v3/area/getRoomList" -> lookups.newList(request);
                    case "/room/v1/area/getRoomList" -> lookups.oldList(request);
                    case "/xlive/web-room/v1/dM/gethistory" -> lookups.history(request);
                    default -> null;
                });
    }

    @Override
    public boolean upgrades(String path) {
        return path.equals(SOCKET_PATH);
    }

    @Override
    public boolean admits(String origin) {
        return true;
    }

    @Override
    public ChannelHandler session() {
        return new WebSocketSession(conversation(options.echo()));
    }

    @Override
    public int wantedTcpPort() {
        return options.tcpPort();
    }

    @Override
    public void listens(int tcpPort) {
        hosts.listens(tcpPort);
    }

    /** An echo would break the framing here. */
    @Override
    public ChannelHandler tcpSession() {
        return new TcpSession(conversation(Echo.NONE));
    }

    private Conversation conversation(Echo echo) {
        return new Conversation(platform, options, addresses, echo);
    }
}
