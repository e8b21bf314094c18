package dev.danmaku.simulator.douyu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

class DouyuLookupsTest {
    private static final String ROOM = "288016";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper mapper = JsonMapper.builder().build();
    private Simulator simulator;
    private SimulatedRoom room;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorOptions.defaults()
                .withDouyu(DouyuOptions.defaults()
                        .withNames(Map.of("lpl", ROOM), Map.of("22222", "290935"))));
        room = simulator.douyu().room(ROOM);
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @Test
    void betardTellsWhetherARoomIsLiveAndSinceWhen() throws Exception {
        assertThat(betard().at("/show_status").asInt()).isEqualTo(2);
        assertThat(betard().at("/end_time").asString()).isEqualTo("0");

        room.goLive();

        var live = betard();
        assertThat(live.at("/room_id").asLong()).isEqualTo(288_016);
        assertThat(live.at("/show_status").asInt()).isEqualTo(1);
        assertThat(live.at("/videoLoop").asInt()).isZero();
        assertThat(live.at("/show_time").asLong())
                .isEqualTo(room.broadcast().orElseThrow().since().getEpochSecond());
        assertThat(live.at("/nickname").asString()).isEqualTo(room.streamer());
        assertThat(live.at("/room_name").asString()).endsWith("&nbsp;");
        assertThat(live.at("/room_biz_all/hot").isString()).isTrue();

        room.counters("353.9万", "0").end(StreamEnding.ANNOUNCED);

        var over = betard();
        assertThat(over.at("/show_status").asInt()).isEqualTo(2);
        assertThat(over.at("/room_biz_all/hot").asString()).isEqualTo("353.9万");
        assertThat(over.at("/end_time").asString())
                .isEqualTo(Long.toString(room.endedAt().orElseThrow().getEpochSecond()));
    }

    @Test
    void aLoopedRecordingLooksLiveButForOneFlag() throws Exception {
        room.goLive().end(StreamEnding.REPLAY);

        assertThat(betard().at("/show_status").asInt()).isEqualTo(1);
        assertThat(betard().at("/videoLoop").asInt()).isEqualTo(1);
        assertThat(openApi(ROOM).at("/data/room_status").asString()).isEqualTo("1");

        room.goLive();
        assertThat(betard().at("/videoLoop").asInt()).isZero();
    }

    @Test
    void betardOfAnythingElseIsAPage() throws Exception {
        for (var id : new String[] {"22222", "lpl", "404"}) {
            var answer = get("/betard/" + id);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/html");
        }
    }

    @Test
    void anAliasLeadsToItsRoom() throws Exception {
        var answer = get("/LPL");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/288016");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aVanityNumberIsToldByItsPage() throws Exception {
        assertThat(get("/22222").body())
                .contains("$ROOM.room_id = 290935;")
                .contains("\\\"room_id\\\":290935");
        assertThat(get("/288016").body()).contains("$ROOM.room_id = 288016;");
        assertThat(get("/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void theOpenApiTellsNumbersAsText() throws Exception {
        room.goLive();

        var data = openApi(ROOM).at("/data");
        assertThat(data.at("/room_id").asString()).isEqualTo(ROOM);
        assertThat(data.at("/room_status").isString()).isTrue();
        assertThat(data.at("/room_status").asString()).isEqualTo("1");
        assertThat(data.at("/online").isNumber()).isTrue();
        assertThat(data.at("/start_time").asString())
                .matches("[0-9]{4}(-[0-9]{2}){2} [0-9]{2}(:[0-9]{2}){2}");
        assertThat(data.at("/gift/3/pc").asDouble()).isEqualTo(6);

        room.end(StreamEnding.SILENT);
        assertThat(openApi(ROOM).at("/data/room_status").asString()).isEqualTo("2");
        assertThat(openApi("0").at("/error").asInt()).isEqualTo(101);
        assertThat(openApi("lpl").at("/error").asInt()).isEqualTo(101);
        assertThat(get("/api/RoomApi/room/404").body()).isEqualTo("Not Found");
    }

    @Test
    void giftsHaveThreeLists() throws Exception {
        var list = json("/api/gift/v3/web/list?rid=288016").at("/data/giftList");
        assertThat(list.get(0).at("/id").asInt()).isEqualTo(824);
        assertThat(list.get(0).at("/priceInfo/price").asInt()).isEqualTo(10);
        assertThat(list.get(0).at("/priceInfo/priceType").asString()).isEqualTo("YUCHI");

        assertThat(json("/api/prop/v1/web/single?pid=268").at("/data/price").asInt())
                .isEqualTo(10);
        assertThat(json("/api/prop/v1/web/single?pid=1").at("/error").asInt()).isNotZero();

        var config =
                get("/resource/common/prop_gift_list/prop_gift_config.json").body();
        assertThat(config).startsWith("DYConfigCallback({").endsWith("});");
        var inner = config.substring("DYConfigCallback(".length(), config.length() - 2);
        assertThat(mapper.readTree(inner).at("/data/824/name").asString()).isEqualTo("粉丝荧光棒");
    }

    @Test
    void directoriesListLiveRoomsPageByPage() throws Exception {
        for (var n = 1; n <= 45; n++) {
            simulator.douyu().goLive(Integer.toString(1_000 + n));
        }
        simulator.douyu().room("99");

        var ids = new ArrayList<Long>();
        for (var page = 1; page <= 2; page++) {
            var data = json("/japi/weblist/apinc/allpage/6/" + page).at("/data");
            assertThat(data.at("/pgcnt").asInt()).isZero();
            for (var entry : data.at("/rl")) {
                if (entry.at("/type").asInt() == 1) {
                    ids.add(entry.at("/rid").asLong());
                }
            }
        }
        assertThat(ids).hasSize(45).doesNotHaveDuplicates().doesNotContain(99L);
        assertThat(json("/japi/weblist/apinc/allpage/6/3").at("/data/rl")).isEmpty();
        var area = json("/gapi/rkc/directory/mixList/2_1/1").at("/data");
        assertThat(area.at("/rl")).hasSize(46);
        assertThat(area.at("/pgcnt").asInt()).isEqualTo(1);
        assertThat(json("/api/cate/list").at("/data/cate2Info/0/cate2Id").asInt())
                .isEqualTo(1);
        assertThat(json("/japi/search/api/searchShow?kw=1007&page=1&pageSize=20")
                        .at("/data/relateShow"))
                .hasSize(1);
    }

    @Test
    void troubleHasTheFaceOfTheLookupItMeets() throws Exception {
        room.goLive();

        trouble(LookupTrouble.UNKNOWN_ROOM);
        assertThat(get("/betard/" + ROOM).body()).startsWith("<!DOCTYPE html>");
        assertThat(get("/api/RoomApi/room/" + ROOM).body()).isEqualTo("Not Found");
        trouble(LookupTrouble.UNWATCHABLE);
        assertThat(openApi(ROOM).at("/data/room_status").asString()).isEqualTo("0");
        trouble(LookupTrouble.THROTTLED);
        assertThat(get("/betard/" + ROOM).statusCode()).isEqualTo(403);
        trouble(LookupTrouble.CAPTCHA);
        assertThat(get("/betard/" + ROOM).body()).contains("captcha");
        trouble(LookupTrouble.NO_STATE_PAGE);
        assertThat(get("/" + ROOM).body()).doesNotContain("room_id");
        trouble(LookupTrouble.SERVER_ERROR);
        assertThat(get("/" + ROOM).statusCode()).isEqualTo(500);
        trouble(LookupTrouble.NO_ANSWER);
        var request = HttpRequest.newBuilder(URI.create(url() + "/betard/" + ROOM))
                .timeout(Duration.ofMillis(300))
                .build();
        assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        room.heal();
        assertThat(betard().at("/show_status").asInt()).isEqualTo(1);
    }

    @Test
    void lookupsAreCountedByKindAndRoom() throws Exception {
        betard();
        get("/lpl");
        get("/betard/404");
        openApi(ROOM);
        get("/api/gift/v3/web/list");

        assertThat(room.counts().lookups())
                .containsOnly(
                        Map.entry("betard", 1L), Map.entry("page", 1L), Map.entry("roomapi", 1L));
        assertThat(simulator.douyu().counts().lookups())
                .containsEntry("betard", 2L)
                .containsEntry("gifts", 1L);
    }

    private void trouble(LookupTrouble trouble) {
        room.fault(new Fault.Trouble(trouble, Span.untilHealed()));
    }

    private JsonNode betard() throws Exception {
        return json("/betard/" + ROOM).get("room");
    }

    private JsonNode openApi(String id) throws Exception {
        return json("/api/RoomApi/room/" + id);
    }

    private JsonNode json(String path) throws Exception {
        return mapper.readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String url() {
        return simulator.settings().get("danmaku.platforms.douyu.web-url");
    }
}
