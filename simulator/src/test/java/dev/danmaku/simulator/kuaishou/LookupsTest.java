package dev.danmaku.simulator.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.danmaku.simulator.kuaishou.KuaishouOptions.UrlsKey;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.LookupTrouble;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.room.StreamEnding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.time.Duration;

/** What the other look-ups say, with the JDK's HTTP client. */
class LookupsTest extends AskedSite {
    @ParameterizedTest
    @CsvSource({"THROTTLED,2", "UNKNOWN_ROOM,22", "UNWATCHABLE,677", "LOGIN_REQUIRED,109"})
    void liveDetailTellsItsTroubleByItsResult(LookupTrouble trouble, int result) throws Exception {
        room.goLive().fault(new Fault.Trouble(trouble, Span.untilHealed()));

        var data = liveDetail(ROOM);

        assertThat(data.at("/result").asInt()).isEqualTo(result);
        assertThat(data.at("/liveStream").has("id")).isFalse();
        assertThat(data.at("/websocketInfo").isEmpty()).isTrue();
    }

    @Test
    void liveDetailKnowsLiveFromNotLiveFromUnknown() throws Exception {
        assertThat(liveDetail(ROOM).at("/result").asInt()).isEqualTo(671);
        assertThat(liveDetail("nobody").at("/result").asInt()).isEqualTo(22);

        room.goLive();

        var data = liveDetail(ROOM);
        assertThat(data.at("/result").asInt()).isEqualTo(1);
        assertThat(data.at("/author/living").asBoolean()).isTrue();
        assertThat(data.at("/liveStream/id").asString())
                .isEqualTo(room.broadcast().orElseThrow().streamId());
        assertThat(data.at("/websocketInfo").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "USUAL,webSocketAddresses",
        "WEB_SOCKET_ADDRESSES,webSocketAddresses",
        "WEBSOCKET_URLS,websocketUrls",
        "WEB_SOCKET_URLS,webSocketUrls"
    })
    void liveDetailMayGiveCredentialsUnderAnyKey(UrlsKey key, String spelled) throws Exception {
        startWith(KuaishouOptions.defaults().withCredentials(172, true, key, false));
        room.goLive();

        var info = liveDetail(ROOM).at("/websocketInfo");

        assertThat(info.at("/token").asString()).hasSize(172);
        assertThat(info.at("/" + spelled + "/0").asString())
                .isEqualTo("ws://127.0.0.1:" + simulator.port() + "/websocket");
    }

    @ParameterizedTest
    @ValueSource(ints = {88, 152, 172})
    void webSocketInfoGivesAFreshTokenOfTheChosenLength(int chars) throws Exception {
        startWith(KuaishouOptions.defaults().withCredentials(chars, false, UrlsKey.USUAL, false));
        room.goLive();

        var first = webSocketInfo();
        var second = webSocketInfo();

        assertThat(first.at("/result").asInt()).isEqualTo(1);
        assertThat(first.at("/token").asString())
                .hasSize(chars)
                .endsWith("=")
                .isNotEqualTo(second.at("/token").asString());
    }

    @Test
    void theFirstUrlMayBeDead() throws Exception {
        startWith(KuaishouOptions.defaults().withCredentials(172, false, UrlsKey.USUAL, true));
        room.goLive();

        var urls = webSocketInfo().at("/websocketUrls");

        assertThat(urls).hasSize(2);
        assertThatThrownBy(() -> http.newWebSocketBuilder()
                        .buildAsync(URI.create(urls.get(0).asString()), new WebSocket.Listener() {})
                        .join())
                .hasCauseInstanceOf(ConnectException.class);
        assertThat(urls.get(1).asString()).endsWith(":" + simulator.port() + "/websocket");
    }

    @Test
    void webSocketInfoMayAskForACaptchaWhileTheRestIsFine() throws Exception {
        room.goLive().fault(new Fault.Trouble(LookupTrouble.CAPTCHA, Span.untilHealed()));

        var info = webSocketInfo();

        assertThat(info.at("/result").asInt()).isEqualTo(400_002);
        assertThat(info.at("/url").asString()).startsWith("https://captcha.zt.kuaishou.com/");
        assertThat(liveDetail(ROOM).at("/result").asInt()).isEqualTo(1);
    }

    @Test
    void throttlingOfThePlatformTouchesEveryRoomAndRunsOutOnce() throws Exception {
        room.goLive();
        simulator.kuaishou().goLive("3xother");
        simulator
                .kuaishou()
                .fault(new Fault.Trouble(LookupTrouble.THROTTLED, Span.times(2)))
                .join();

        assertThat(webSocketInfo().at("/result").asInt()).isEqualTo(2);
        assertThat(liveDetail("3xother").at("/result").asInt()).isEqualTo(2);
        assertThat(liveDetail("3xother").at("/result").asInt()).isEqualTo(1);
        assertThat(webSocketInfo().at("/result").asInt()).isEqualTo(1);
    }

    @Test
    void theGraphQlFormGivesTheSameCredentials() throws Exception {
        room.goLive();
        var query =
                "{\"operationName\":\"WebSocketInfoQuery\",\"variables\":{\"liveStreamId\":\"%s\"},\"query\":\"\"}"
                        .formatted(room.broadcast().orElseThrow().streamId());

        var info = post("/live_graphql", query).at("/data/webSocketInfo");
        assertThat(info.at("/token").asString()).hasSize(172);
        assertThat(info.at("/webSocketUrls")).hasSize(1);

        room.fault(new Fault.Trouble(LookupTrouble.THROTTLED, Span.untilHealed()));
        assertThat(post("/m_graphql", query).at("/data/webSocketInfo/token").isNull())
                .isTrue();
    }

    @Test
    void theSharePageFindsEverythingAtOnceOrNoAddresses() throws Exception {
        var notLive = post("/rest/k/live/byUser", "{\"eid\":\"" + ROOM + "\"}");
        assertThat(notLive.has("webSocketAddresses")).isFalse();

        room.goLive();

        var live = post("/rest/k/live/byUser", "{\"eid\":\"" + ROOM + "\"}");
        assertThat(live.at("/result").asInt()).isEqualTo(1);
        assertThat(live.at("/liveStream/liveStreamId").asString()).hasSize(11);
        assertThat(live.at("/webSocketAddresses")).hasSize(1);
    }

    @Test
    void giftsHaveADictionaryWithoutPricesAndAPanelWithThem() throws Exception {
        var dictionary = json("/live_api/emoji/allgifts").at("/data");
        var panel = json("/live_api/emoji/gift-list?liveStreamId=abc").at("/data/gifts");

        assertThat(dictionary.at("/1/giftName").asString()).isEqualTo("荧光棒");
        assertThat(dictionary.has("result")).isFalse();
        assertThat(dictionary.at("/1").has("unitPrice")).isFalse();
        assertThat(panel.get(0).at("/unitPrice").asInt()).isPositive();
    }

    @Test
    void theMobileFeedIsEncodedTwiceAndGoesOnFromItsCursor() throws Exception {
        room.goLive();
        assertThat(feed("").at("/liveStreamFeeds")).isEmpty();
        room.chat(2);

        var first = awaitFeed("");
        assertThat(first.at("/result").asInt()).isEqualTo(1);
        assertThat(first.at("/liveStreamFeeds")).hasSize(2);
        assertThat(first.at("/liveStreamFeeds/1/content").asString()).startsWith("#2 ");
        assertThat(first.at("/liveStreamFeeds/1/type").asString()).isEqualTo("comment");

        room.chat(1);
        var next = awaitFeed(first.at("/cursor").asString());
        assertThat(next.at("/liveStreamFeeds")).hasSize(1);
        assertThat(next.at("/liveStreamFeeds/0/content").asString()).startsWith("#3 ");
    }

    @Test
    void brokenServersAnswer500OrNothing() throws Exception {
        room.goLive().fault(new Fault.Trouble(LookupTrouble.SERVER_ERROR, Span.untilHealed()));
        assertThat(get("/u/" + ROOM).statusCode()).isEqualTo(500);

        room.fault(new Fault.Trouble(LookupTrouble.NO_ANSWER, Span.untilHealed()));
        var request = HttpRequest.newBuilder(URI.create(simulator.url() + "/u/" + ROOM))
                .timeout(Duration.ofMillis(300))
                .build();
        assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void endingBehindThrottlingIsSeenOnlyAfterwards() throws Exception {
        room.goLive().end(StreamEnding.THROTTLED);

        for (var i = 0; i < 3; i++) {
            assertThat(liveDetail(ROOM).at("/result").asInt()).isEqualTo(2);
        }
        assertThat(liveDetail(ROOM).at("/result").asInt()).isEqualTo(671);
    }

    @Test
    void lookupsAreCountedByKindAndRoom() throws Exception {
        room.goLive();
        get("/u/" + ROOM);
        get("/u/nobody");
        liveDetail(ROOM);
        webSocketInfo();
        webSocketInfo();

        assertThat(room.counts().lookups())
                .containsEntry("page", 1L)
                .containsEntry("livedetail", 1L)
                .containsEntry("websocketinfo", 2L);
        assertThat(simulator.kuaishou().counts().lookups()).containsEntry("page", 2L);
    }

    private JsonNode liveDetail(String id) throws Exception {
        return json("/live_api/liveroom/livedetail?principalId=" + id).get("data");
    }

    private JsonNode webSocketInfo() throws Exception {
        var stream = room.broadcast().orElseThrow().streamId();
        return json("/live_api/liveroom/websocketinfo?caver=2&liveStreamId=" + stream)
                .get("data");
    }

    private JsonNode feed(String cursor) throws Exception {
        var stream = room.broadcast().orElseThrow().streamId();
        var inner = json("/wap/live/feed?liveStreamId=" + stream + "&cursor=" + cursor);
        assertThat(inner.isString()).isTrue();
        return mapper.readTree(inner.asString());
    }

    private JsonNode awaitFeed(String cursor) {
        return await().atMost(LIMIT)
                .until(() -> feed(cursor), feed -> !feed.at("/liveStreamFeeds").isEmpty());
    }

    private JsonNode json(String path) throws Exception {
        return mapper.readTree(get(path).body());
    }

    private JsonNode post(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(simulator.url() + path))
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return mapper.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
