package dev.danmaku.platforms.bilibili.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.BilibiliSettings.Transport;
import dev.danmaku.config.Secret;
import dev.danmaku.platforms.FakeSite;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.Lookup.Live;
import dev.danmaku.platforms.Lookup.NotLive;
import dev.danmaku.platforms.Lookup.Undecided;
import dev.danmaku.platforms.SharedSettings;
import dev.danmaku.platforms.bilibili.TestSettings;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import io.netty.util.concurrent.DefaultEventExecutor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Look-ups against an API whose every answer the test chooses. */
@Timeout(60)
class BilibiliResolverTest {
    private static final RoomId ROOM = new RoomId(Platform.BILIBILI, "1");
    private static final String INIT = "/room/v1/Room/room_init";
    private static final String NAV = "/x/web-interface/nav";
    private static final String SPI = "/x/frontend/finger/spi";
    private static final String DANMU = "/xlive/web-room/v1/index/getDanmuInfo";
    private static final String CONF = "/room/v1/Danmu/getConf";
    private static final String BASE = "/xlive/web-room/v1/index/getRoomBaseInfo";
    private static final String INFO = "/room/v1/Room/get_info";

    private static final String REFUSED = "{\"code\":-352,\"message\":\"-352\",\"ttl\":1}";
    private static final String DOOR = """
            {"code":0,"data":{"token":"dG9r-_","host_list":[
            {"host":"a.example.com","port":2243,"wss_port":2245,"ws_port":2244},
            {"host":"b.example.com","port":2243,"wss_port":443,"ws_port":2244}]}}""";

    private final FakeSite site = new FakeSite();
    private final DefaultEventExecutor timer = new DefaultEventExecutor();
    private final List<BilibiliResolver> open = new ArrayList<>();

    @BeforeEach
    void start() {
        site.reply(INIT, state(1, ""));
        site.reply(NAV, """
                {"code":-101,"message":"no","data":{"isLogin":false,"wbi_img":{
                "img_url":"https://i0.hdslb.com/bfs/wbi/7cd084941338484aae1ad9425b84077c.png",
                "sub_url":"https://i0.hdslb.com/bfs/wbi/4932caff0ff746eab6f01bf08b70ac45.png"}}}""");
        site.reply(SPI, "{\"code\":0,\"data\":{\"b_3\":\"AB-1infoc\",\"b_4\":\"x\"}}");
        site.reply(DANMU, DOOR);
        site.reply(BASE, """
                {"code":0,"data":{"by_room_ids":{"5440":{"uname":"ann","title":"t","area_name":"games","cover":"https://c"}}}}""");
    }

    @AfterEach
    void stop() {
        open.forEach(BilibiliResolver::close);
        site.close();
        timer.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void aLiveRoomIsFoundUnderItsRealId() throws Exception {
        var found = live(resolver(Transport.WSS));

        assertThat(found.live()).isEqualTo("1791080000");
        assertThat(found.token()).isEqualTo("dG9r-_");
        assertThat(found.hosts())
                .containsExactly(
                        URI.create("wss://a.example.com:2245/sub"),
                        URI.create("wss://b.example.com:443/sub"));
        assertThat(found.streamer()).isEqualTo("ann");
        assertThat(found.title()).isEqualTo("t");
        assertThat(found.area()).isEqualTo("games");
        assertThat(found.cover()).isEqualTo("https://c");
        assertThat(RoomPass.fromJson(found.extra()))
                .contains(new RoomPass(5440, 9_617_619, 0, "AB-1infoc"));
        assertThat(paths()).containsExactly(INIT, SPI, NAV, DANMU, BASE);
        assertThat(query(INIT)).isEqualTo("id=1");
    }

    @Test
    void theQuestionIsSigned() throws Exception {
        live(resolver(Transport.WSS));

        assertThat(query(DANMU))
                .isEqualTo(Wbi.signed(
                        Map.of("id", "5440", "type", "0", "web_location", "444.8"),
                        1_791_090_000,
                        "ea1db124af3c7062474693fa704f4ff8"));
        assertThat(cookies().get(paths().indexOf(DANMU))).isEqualTo("buvid3=AB-1infoc");
    }

    @Test
    void keysAndBuvidServeManyRooms() throws Exception {
        var resolver = resolver(Transport.WSS);

        live(resolver);
        live(resolver);

        assertThat(paths()).containsOnlyOnce(NAV, SPI);
    }

    @ParameterizedTest
    @CsvSource({"WS, ws://a.example.com:2244/sub", "TCP, tcp://a.example.com:2243"})
    void hostsAreOfTheChosenTransport(Transport transport, URI first) throws Exception {
        assertThat(live(resolver(transport)).hosts().getFirst()).isEqualTo(first);
    }

    @Test
    void theUsualHostServesWhereNoneIsListed() throws Exception {
        site.reply(DANMU, """
                {"code":0,"data":{"token":"t","host_list":[{"host":"../x","wss_port":1},{"host":"a","wss_port":0}]}}""");

        assertThat(live(resolver(Transport.WSS)).hosts())
                .containsExactly(URI.create("wss://broadcastlv.chat.bilibili.com:443/sub"));
    }

    @ParameterizedTest
    @CsvSource({"0, no stream runs", "2, recorded videos"})
    void onlyStatusOneIsLive(int status, String reason) throws Exception {
        site.reply(INIT, state(status, ""));

        assertThat(lookUp(resolver(Transport.WSS)))
                .isInstanceOfSatisfying(
                        NotLive.class, not -> assertThat(not.reason()).contains(reason));
        assertThat(paths()).containsExactly(INIT);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"is_locked\":true,\"lock_till\":9,', locked by the platform until Unix second 9",
        "'\"is_hidden\":true,', hidden by the platform",
        "'\"encrypted\":true,\"pwd_verified\":false,', behind a password"
    })
    void aClosedRoomIsUndecidedAndSaysWhy(String fields, String reason) throws Exception {
        site.reply(INIT, state(1, fields));

        var undecided = (Undecided) lookUp(resolver(Transport.WSS));

        assertThat(undecided.reason()).contains(reason);
        assertThat(undecided.retryAfter()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"code\":60004,\"message\":\"x\"}', no such room",
        "200, '{\"code\":-400,\"message\":\"x\"}', bad parameters",
        "200, '{\"code\":0,\"data\":[]}', no answer that we know",
        "200, '<html>', no answer that we know",
        "500, '', HTTP 500",
        "412, '', this address is to wait"
    })
    void anythingElseIsUndecided(int status, String body, String reason) throws Exception {
        site.reply(INIT, status, body);

        assertThat(((Undecided) lookUp(resolver(Transport.WSS))).reason()).contains(reason);
    }

    @Test
    void aRefusedSignatureIsFollowedByTheElderEndpoint() throws Exception {
        site.reply(DANMU, REFUSED);
        site.reply(CONF, """
                {"code":0,"data":{"token":"conf","host_server_list":[{"host":"c.example.com","port":1,"wss_port":2,"ws_port":3}]}}""");

        var found = live(resolver(Transport.WSS));

        assertThat(found.token()).isEqualTo("conf");
        assertThat(found.hosts()).containsExactly(URI.create("wss://c.example.com:2/sub"));
        // The keys are a second old: asking for them again at once would change nothing.
        assertThat(paths()).containsOnlyOnce(NAV);
    }

    @Test
    void aRefusalEverywhereIsUndecidedForBothReasons() throws Exception {
        site.reply(DANMU, REFUSED);
        site.reply(CONF, REFUSED);

        assertThat(((Undecided) lookUp(resolver(Transport.WSS))).reason())
                .contains("getDanmuInfo says -352")
                .contains("getConf says -352");
    }

    @Test
    void aBlockedAddressIsLeftAlone() throws Exception {
        site.reply(INIT, 412, "");
        var resolver = resolver(Transport.WSS, new SharedSettings().lookupsPerSecond(1_000));

        lookUp(resolver);
        var second = (Undecided) lookUp(resolver);

        assertThat(second.reason()).startsWith("resting: ");
        assertThat(second.retryAfter()).isNotNull();
        assertThat(paths()).containsExactly(INIT);
    }

    @Test
    void theSimplerEndpointServesWhereTheOtherIsSilent() throws Exception {
        site.reply(BASE, REFUSED);
        site.reply(
                INFO,
                "{\"code\":0,\"data\":{\"title\":\"t2\",\"area_name\":\"a2\",\"user_cover\":\"c2\"}}");

        var found = live(resolver(Transport.WSS));

        assertThat(found.title()).isEqualTo("t2");
        assertThat(found.cover()).isEqualTo("c2");
        assertThat(found.streamer()).isNull();
    }

    @Test
    void nothingToShowAndNoBuvidKeepNobodyOut() throws Exception {
        site.reply(BASE, "[]");
        site.forget(SPI);

        var found = live(resolver(Transport.WSS));

        assertThat(found.title()).isNull();
        assertThat(RoomPass.fromJson(found.extra()))
                .contains(new RoomPass(5440, 9_617_619, 0, null));
    }

    @Test
    void theOperatorsCookieAndTokenComeFirstAndTheTokenStaysOut() throws Exception {
        var cookie = Secret.of("buvid3=OWN; DedeUserID=42; SESSDATA=s");

        var found = live(resolver(
                Transport.WSS, new SharedSettings().cookie(cookie).token(Secret.of("own"))));

        assertThat(found.token()).isNull();
        assertThat(RoomPass.fromJson(found.extra()))
                .contains(new RoomPass(5440, 9_617_619, 42, "OWN"));
        assertThat(cookies()).containsOnly("buvid3=OWN; DedeUserID=42; SESSDATA=s");
        assertThat(paths()).doesNotContain(SPI);
    }

    private static String state(int status, String fields) {
        return """
                {"code":0,"msg":"ok","message":"ok","data":{"room_id":5440,"short_id":1,"uid":9617619,%s
                "live_status":%d,"live_time":1791080000}}""".formatted(fields, status);
    }

    private Stream<URI> asked() {
        return site.asked.stream().map(URI::create);
    }

    /** Sent with each question; empty where none was. */
    private List<String> cookies() {
        return site.headers.stream()
                .map(sent -> Objects.requireNonNullElse(sent.getFirst("Cookie"), ""))
                .toList();
    }

    private List<String> paths() {
        return asked().map(URI::getPath).toList();
    }

    private String query(String path) {
        return asked().filter(uri -> uri.getPath().equals(path))
                .findFirst()
                .orElseThrow()
                .getRawQuery();
    }

    private BilibiliResolver resolver(Transport transport) {
        return resolver(transport, new SharedSettings());
    }

    private BilibiliResolver resolver(Transport transport, SharedSettings shared) {
        var resolver = new BilibiliResolver(
                TestSettings.at(site.url(), transport, shared),
                timer,
                Clock.fixed(Instant.ofEpochSecond(1_791_090_000), ZoneOffset.UTC),
                new Random(1));
        open.add(resolver);
        return resolver;
    }

    private static Found live(BilibiliResolver resolver) throws Exception {
        var lookup = lookUp(resolver);
        assertThat(lookup).isInstanceOf(Live.class);
        return ((Live) lookup).found();
    }

    private static Lookup lookUp(BilibiliResolver resolver) throws Exception {
        return resolver.lookUp(ROOM).get(20, TimeUnit.SECONDS);
    }
}
