package dev.danmaku.platforms.douyu.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.Secret;
import dev.danmaku.platforms.FakeSite;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.Lookup.Live;
import dev.danmaku.platforms.Lookup.NotLive;
import dev.danmaku.platforms.Lookup.Undecided;
import dev.danmaku.platforms.SharedSettings;
import dev.danmaku.platforms.douyu.TestSettings;
import dev.danmaku.platforms.net.HttpCalls;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import io.netty.util.concurrent.DefaultEventExecutor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Look-ups against a site whose every answer the test chooses. */
@Timeout(60)
class DouyuResolverTest {
    private static final String NO_ROOM = "<html>提示信息</html>";

    private final FakeSite site = new FakeSite();
    private final DefaultEventExecutor timer = new DefaultEventExecutor();
    private final HttpCalls http = new HttpCalls(Duration.ofSeconds(10));
    private final DouyuResolver resolver = resolver(new SharedSettings());

    @AfterEach
    void stop() {
        http.close();
        site.close();
        timer.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void aRealIdTakesOneCall() throws Exception {
        site.reply("/betard/9999", 200, betard(9999, 1, 0));

        var found = ((Live) lookUp("9999")).found();

        assertThat(found.live()).isEqualTo("9999-1790800000");
        assertThat(found.hosts()).containsExactly(URI.create("tcp://127.0.0.1:12601"));
        assertThat(found.streamer()).isEqualTo("安");
        assertThat(found.title()).isEqualTo("冲分 & <more>");
        assertThat(found.area()).isEqualTo("DOTA2");
        assertThat(found.cover()).isEqualTo("https://c/p.jpg");
        assertThat(found.extra()).isEqualTo("{\"rid\":9999,\"owner\":\"77\",\"hot\":\"353.9万\"}");
        assertThat(found.token()).isNull();
        assertThat(site.asked).containsExactly("/betard/9999");
        assertThat(site.headers.getFirst().getFirst("Referer"))
                .isEqualTo("https://www.douyu.com/9999");
    }

    @Test
    void aRoomThatLoopsARecordingIsNotLive() throws Exception {
        site.reply("/betard/9999", 200, betard(9999, 1, 1));

        assertThat(lookUp("9999")).isEqualTo(new NotLive("betard: the room loops a recording"));
    }

    @Test
    void aRoomWithoutAStreamIsNotLive() throws Exception {
        site.reply("/betard/9999", 200, betard(9999, 2, 0));

        assertThat(lookUp("9999"))
                .isEqualTo(new NotLive("betard says show_status 2: no stream runs"));
    }

    @Test
    void numbersMayBeTexts() throws Exception {
        site.reply(
                "/betard/9999",
                200,
                "{\"room\":{\"room_id\":\"9999\",\"show_status\":\"1\",\"show_time\":\"5\"}}");

        assertThat(((Live) lookUp("9999")).found().live()).isEqualTo("9999-5");
    }

    @Test
    void anAliasIsRedirectedAndRemembered() throws Exception {
        site.redirect("/lpl", "/288016");
        site.reply("/betard/288016", 200, betard(288016, 1, 0));

        var found = ((Live) lookUp("lpl")).found();
        lookUp("lpl");

        assertThat(found.extra()).contains("\"rid\":288016");
        assertThat(site.asked).containsExactly("/lpl", "/betard/288016", "/betard/288016");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.douyu.com/288016?x=1",
                "/topic/lpl?a=1&rid=288016",
                "/topic/lpl?rid=288016#top"
            })
    void redirectsHaveSeveralShapes(String location) throws Exception {
        site.redirect("/lpl", location);
        site.reply("/betard/288016", 200, betard(288016, 1, 0));

        assertThat(lookUp("lpl")).isInstanceOf(Live.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>$ROOM.room_id = 290935;</script>",
                "<script>window.room_id = 290935</script>",
                "self.push(\"{\\\"room_id\\\":290935,\\\"x\\\":1}\")",
                "{\"rid\":290935,\"vipId\":22222}"
            })
    void aVanityNumberIsOnItsPage(String page) throws Exception {
        site.reply("/betard/22222", 200, NO_ROOM);
        site.reply("/22222", 200, page);
        site.reply("/betard/290935", 200, betard(290935, 1, 0));

        var found = ((Live) lookUp("22222")).found();

        assertThat(found.live()).startsWith("290935-");
        assertThat(site.asked).containsExactly("/betard/22222", "/22222", "/betard/290935");
    }

    @Test
    void aPageThatNamesNoRoomIsUndecided() throws Exception {
        site.reply("/betard/22222", 200, NO_ROOM);
        site.reply("/22222", 200, NO_ROOM);

        var lookup = (Undecided) lookUp("22222");

        assertThat(lookup.reason()).isEqualTo("the room page names no room");
        assertThat(lookup.retryAfter()).isNotNull();
    }

    @Test
    void whereBetardFailsTheOpenApiAnswersForARealIdOnly() throws Exception {
        site.redirect("/lpl", "/36252");
        site.reply("/betard/36252", 500, "");
        site.reply("/betard/5", 500, "");
        site.reply("/api/RoomApi/room/36252", 200, roomApi("1"));

        var found = ((Live) lookUp("lpl")).found();

        assertThat(found.live()).isEqualTo("36252-1790918713");
        assertThat(found.extra()).isEqualTo("{\"rid\":36252,\"hot\":\"5622051\"}");
        assertThat(lookUp("5")).isInstanceOf(Undecided.class);
        assertThat(site.asked).doesNotContain("/api/RoomApi/room/5");
    }

    @Test
    void theOpenApiKnowsWhoIsNotLiveAndWhoIsNotThere() throws Exception {
        site.redirect("/lpl", "/36252");
        site.reply("/betard/36252", 500, "");
        site.reply("/api/RoomApi/room/36252", 200, roomApi("2"));
        var off = lookUp("lpl");
        site.reply("/api/RoomApi/room/36252", 404, "Not Found");

        assertThat(off).isInstanceOf(NotLive.class);
        assertThat(((Undecided) lookUp("lpl")).reason())
                .isEqualTo("betard: HTTP 500; RoomApi: no such room");
    }

    @Test
    void afterThrottlingTheProcessLeavesTheSiteAlone() throws Exception {
        site.reply("/betard/9999", 429, "");
        var paced = resolver(new SharedSettings().lookupsPerSecond(100));

        lookUp(paced, "9999");
        var second = (Undecided) lookUp(paced, "5");

        assertThat(second.reason()).isEqualTo("resting: betard: HTTP 429");
        assertThat(site.asked).hasSize(1);
    }

    @Test
    void theOperatorsCookieIsSentAsItIs() throws Exception {
        site.reply("/betard/9999", 200, betard(9999, 2, 0));

        lookUp(resolver(new SharedSettings().cookie(Secret.of("dy_did=1; x=2"))), "9999");

        assertThat(site.headers.getFirst().getFirst("Cookie")).isEqualTo("dy_did=1; x=2");
    }

    @Test
    void nobodyThereIsUndecided() throws Exception {
        site.close();

        assertThat(lookUp("9999")).isInstanceOf(Undecided.class);
    }

    private static String betard(long rid, int status, int loop) {
        return """
                {"room":{"room_id":%d,"owner_uid":77,"nickname":"安","owner_name":"x",\
                "room_name":"冲分&nbsp;&amp;&nbsp;&lt;more&gt;","show_status":%d,"videoLoop":%d,\
                "show_time":1790800000,"second_lvl_name":"DOTA2","room_pic":"https://c/p.jpg",\
                "room_biz_all":{"hot":"353.9万"}},"column":{}}""".formatted(rid, status, loop);
    }

    private static String roomApi(String status) {
        return """
                {"error":0,"data":{"room_id":"36252","room_name":"n","room_status":"%s",\
                "owner_name":"Ann","online":5622051,"start_time":"2026-10-02 13:25:13"}}""".formatted(status);
    }

    private Lookup lookUp(String id) throws Exception {
        return lookUp(resolver, id);
    }

    private static Lookup lookUp(DouyuResolver resolver, String id) throws Exception {
        return resolver.lookUp(new RoomId(Platform.DOUYU, id)).get(10, TimeUnit.SECONDS);
    }

    private DouyuResolver resolver(SharedSettings shared) {
        return new DouyuResolver(TestSettings.at(site, 12_601, shared), http, timer, new Random(7));
    }
}
