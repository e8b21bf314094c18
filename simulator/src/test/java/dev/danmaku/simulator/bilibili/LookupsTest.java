package dev.danmaku.simulator.bilibili;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.LookupTrouble;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.room.StreamEnding;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/** What look-ups say, with the JDK's HTTP client. */
class LookupsTest {
    private static final String ROOM = "5440";
    /** Positions in the two keys, as published. */
    private static final int[] MIX = {
        46, 47, 18, 2, 53, 8, 23, 32, 15, 50, 10, 31, 58, 3, 45, 35, 27, 43, 5, 49, 33, 9, 42, 19,
        29, 28, 14, 39, 12, 38, 41, 13
    };

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper mapper = JsonMapper.builder().build();
    private Instant now = Instant.parse("2026-10-03T08:00:00Z");
    private Simulator simulator;
    private SimulatedRoom room;

    @BeforeEach
    void start() throws IOException {
        startWith(BilibiliOptions.defaults());
    }

    private void startWith(BilibiliOptions options) throws IOException {
        if (simulator != null) {
            simulator.close();
        }
        simulator = Simulator.start(SimulatorOptions.defaults().withBilibili(options), () -> now);
        room = simulator.bilibili().room(ROOM);
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @Test
    void navGivesKeysToThoseWhoAreNotLoggedIn() throws Exception {
        var nav = get("/x/web-interface/nav");

        assertThat(nav.path("code").asInt()).isEqualTo(-101);
        assertThat(nav.at("/data/isLogin").asBoolean()).isFalse();
        assertThat(nav.at("/data/wbi_img/img_url").asString())
                .matches("https://i0\\.hdslb\\.com/bfs/wbi/[0-9a-f]{32}\\.png");
        assertThat(nav.at("/data/wbi_img/sub_url").asString())
                .isNotEqualTo(nav.at("/data/wbi_img/img_url").asString());
    }

    @Test
    void spiGivesAVisitorsNumber() throws Exception {
        assertThat(get("/x/frontend/finger/spi").at("/data/b_3").asString())
                .matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}[0-9]{5}infoc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"room_init", "mobileRoomInit"})
    void aRoomIsFoundByItsShortIdAndByItsRealOne(String kind) throws Exception {
        for (var id : new String[] {"1", "5440"}) {
            var init = get("/room/v1/Room/" + kind + "?id=" + id);

            assertThat(init.path("code").asInt()).isZero();
            assertThat(init.at("/data/room_id").asLong()).isEqualTo(5_440);
            assertThat(init.at("/data/short_id").asLong()).isEqualTo(1);
            assertThat(init.at("/data/live_status").asInt()).isZero();
            assertThat(init.at("/data/live_time").asLong()).isEqualTo(-62_170_012_800L);
        }
        assertThat(get("/room/v1/Room/room_init?id=77").path("code").asInt()).isEqualTo(60_004);
    }

    @Test
    void aLiveRoomTellsSinceWhen() throws Exception {
        room.goLive();

        var init = get("/room/v1/Room/room_init?id=1").path("data");
        assertThat(init.path("live_status").asInt()).isEqualTo(1);
        assertThat(init.path("live_time").asLong()).isEqualTo(now.getEpochSecond());
        var info = get("/room/v1/Room/get_info?room_id=1").path("data");
        assertThat(info.path("live_time").asString()).isEqualTo("2026-10-03 16:00:00");
        assertThat(info.path("uid")).isEqualTo(init.path("uid"));
        assertThat(info.path("title").asString()).isEqualTo(room.title());
        var play = get("/xlive/web-room/v2/index/getRoomPlayInfo?room_id=1").path("data");
        assertThat(play.at("/playurl_info/playurl/stream").isArray()).isTrue();
    }

    @Test
    void theBaseOfARoomHasTheStreamersName() throws Exception {
        var real = get("/room/v1/Room/room_init?id=1").at("/data/room_id").asString();

        var rooms =
                get("/xlive/web-room/v1/index/getRoomBaseInfo?req_biz=web_room_componet&room_ids="
                                + real)
                        .at("/data/by_room_ids");

        assertThat(rooms.size()).isEqualTo(1);
        assertThat(rooms.path(real).path("uname").asString()).isNotBlank();
        assertThat(rooms.path(real).path("title").asString()).isEqualTo(room.title());
        assertThat(get("/xlive/web-room/v1/index/getRoomBaseInfo?room_ids=77")
                        .at("/data/by_room_ids")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aRoomThatShowsRecordingsIsNeitherLiveNorOff() throws Exception {
        room.goLive().end(StreamEnding.REPLAY);

        assertThat(get("/room/v1/Room/room_init?id=1").at("/data/live_status").asInt())
                .isEqualTo(2);
        assertThat(get("/xlive/web-room/v2/index/getRoomPlayInfo?room_id=1")
                        .at("/data/playurl_info")
                        .isNull())
                .isTrue();
    }

    @Test
    void aLockedRoomSaysSoUntilHealed() throws Exception {
        room.goLive().end(StreamEnding.LOCKED);
        assertThat(get("/room/v1/Room/room_init?id=1").at("/data/is_locked").asBoolean())
                .isTrue();

        room.heal();
        assertThat(get("/room/v1/Room/room_init?id=1").at("/data/is_locked").asBoolean())
                .isFalse();
    }

    @Test
    void aSignedRequestGetsTokenAndHosts() throws Exception {
        var info = danmuInfo(now, "");

        assertThat(info.path("code").asInt()).isZero();
        assertThat(info.at("/data/token").asString()).matches("[A-Za-z0-9_-]{140,160}");
        var hosts = info.at("/data/host_list");
        assertThat(hosts.size()).isEqualTo(3);
        var api = URI.create(Caller.api(simulator));
        assertThat(hosts.path(0).path("host").asString()).isEqualTo(api.getHost());
        assertThat(hosts.path(0).path("ws_port").asInt()).isEqualTo(api.getPort());
        assertThat(hosts.path(0).path("port").asInt()).isPositive().isNotEqualTo(api.getPort());
    }

    @Test
    void theFirstHostMayLeadToNobody() throws Exception {
        startWith(BilibiliOptions.defaults().withDeadHostFirst());

        var hosts = danmuInfo(now, "").at("/data/host_list");
        assertThat(hosts.path(0).path("ws_port").asInt()).isEqualTo(1);
        assertThat(hosts.path(1).path("ws_port").asInt()).isGreaterThan(1);
    }

    @Test
    void aSignatureThatIsMissingWrongOrOldIsRefused() throws Exception {
        var path = "/xlive/web-room/v1/index/getDanmuInfo?id=5440&type=0";

        assertThat(get(path).toString())
                .isEqualTo("{\"code\":-352,\"message\":\"-352\",\"ttl\":1}");
        assertThat(danmuInfo(now, "x").path("code").asInt()).isEqualTo(-352);
        assertThat(danmuInfo(now.minusSeconds(299), "").path("code").asInt()).isZero();
        assertThat(danmuInfo(now.minusSeconds(301), "").path("code").asInt()).isEqualTo(-352);
        assertThat(danmuInfo(now.plusSeconds(301), "").path("code").asInt()).isEqualTo(-352);
    }

    @Test
    void keysAreNewEveryDay() throws Exception {
        var before = get("/x/web-interface/nav").at("/data/wbi_img").toString();
        now = now.plusSeconds(86_400);

        assertThat(get("/x/web-interface/nav").at("/data/wbi_img").toString()).isNotEqualTo(before);
        assertThat(danmuInfo(now, "").path("code").asInt()).isZero();
    }

    @Test
    void oldClientsFindTheirServerUnsigned() throws Exception {
        var conf = get("/room/v1/Danmu/getConf?room_id=5440&platform=pc&player=web")
                .path("data");

        assertThat(conf.path("token").asString()).isNotEmpty();
        assertThat(conf.path("port").asInt()).isPositive();
        assertThat(conf.path("host_server_list").size()).isEqualTo(3);
        assertThat(conf.at("/server_list/0/host").asString()).isEqualTo("127.0.0.1");
    }

    @Test
    void liveRoomsAreListedByPages() throws Exception {
        for (var id : new String[] {"5440", "545068", "8131361"}) {
            simulator.bilibili().goLive(id);
        }
        var query = "?platform=web&parent_area_id=0&area_id=0&sort_type=online&page_size=2&page=";

        var first = get("/room/v3/area/getRoomList" + query + 1).path("data");
        assertThat(first.path("count").asInt()).isEqualTo(3);
        assertThat(first.path("list").size()).isEqualTo(2);
        var second = get("/room/v1/area/getRoomList" + query + 2).path("data");
        assertThat(second.isArray()).isTrue();
        assertThat(second.at("/0/roomid").asLong()).isEqualTo(8_131_361);
        assertThat(second.at("/0/link").asString()).isEqualTo("/8131361");
    }

    @Test
    void statusIsToldForSeveralAtOnce() throws Exception {
        room.goLive();
        var uid = get("/room/v1/Room/room_init?id=1").at("/data/uid").asString();

        var byUid = send(HttpRequest.newBuilder(uri("/room/v1/Room/get_status_info_by_uids"))
                .POST(BodyPublishers.ofString("{\"uids\":[" + uid + ",1]}")));
        assertThat(byUid.at("/data/" + uid + "/live_status").asInt()).isEqualTo(1);
        assertThat(byUid.path("data").size()).isEqualTo(1);
        var byId = get("/room/v2/Room/get_by_ids?ids[]=5440&ids[]=99".replace("[]", "%5B%5D"));
        assertThat(byId.at("/data/5440/roomid").asLong()).isEqualTo(5_440);
        assertThat(get("/room/v2/Room/get_by_ids").path("data").isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"THROTTLED,-352", "LOGIN_REQUIRED,-101"})
    void troubleIsACodeUnderStatus200(LookupTrouble trouble, int code) throws Exception {
        room.fault(new Fault.Trouble(trouble, Span.times(1)));

        assertThat(danmuInfo(now, "").path("code").asInt()).isEqualTo(code);
        assertThat(danmuInfo(now, "").path("code").asInt()).isZero();
        assertThat(room.counts().lookups()).containsEntry("danmu_info", 2L);
    }

    @Test
    void anAddressMayBeBlocked() throws Exception {
        simulator
                .bilibili()
                .fault(new Fault.Trouble(LookupTrouble.CAPTCHA, Span.times(1)))
                .join();

        var answer = http.send(
                HttpRequest.newBuilder(uri("/room/v1/Room/room_init?id=1")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(412);
    }

    /** Signed as a client would, by hand. */
    private JsonNode danmuInfo(Instant at, String spoil) throws Exception {
        var images = get("/x/web-interface/nav").at("/data/wbi_img");
        var raw = key(images, "img_url") + key(images, "sub_url");
        var mixin = new StringBuilder();
        for (var index : MIX) {
            mixin.append(raw.charAt(index));
        }
        var query = "id=5440&type=0&web_location=444.8&wts=" + at.getEpochSecond();
        var digest =
                MessageDigest.getInstance("MD5").digest((query + mixin + spoil).getBytes(UTF_8));
        var signature = HexFormat.of().formatHex(digest);
        return get("/xlive/web-room/v1/index/getDanmuInfo?" + query + "&w_rid=" + signature);
    }

    private static String key(JsonNode images, String name) {
        var url = images.path(name).asString();
        return url.substring(url.lastIndexOf('/') + 1, url.length() - ".png".length());
    }

    private JsonNode get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private JsonNode send(HttpRequest.Builder request) throws Exception {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return mapper.readTree(answer.body());
    }

    private URI uri(String path) {
        return URI.create(Caller.api(simulator) + path);
    }
}
