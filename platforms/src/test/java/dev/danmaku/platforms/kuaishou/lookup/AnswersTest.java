package dev.danmaku.platforms.kuaishou.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.platforms.kuaishou.lookup.Finding.Broadcast;
import dev.danmaku.platforms.kuaishou.lookup.Finding.OffAir;
import dev.danmaku.platforms.kuaishou.lookup.Finding.OnAir;
import dev.danmaku.platforms.kuaishou.lookup.Finding.Trouble;
import dev.danmaku.platforms.kuaishou.lookup.Finding.Unclear;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;

class AnswersTest {
    private static final Broadcast BROADCAST =
            new Broadcast("XT8F1KPOf0c", null, null, null, null, null, SocketInfo.NONE);

    @Test
    void aLivePageSaysWhatIsOn() {
        assertThat(Answers.page(Pages.LIVE))
                .isEqualTo(new OnAir(new Broadcast(
                        "XT8F1KPOf0c",
                        "a;b \"undefined\" {c",
                        "冲分; 冲}分",
                        "王者荣耀",
                        "https://cdn/p.jpg",
                        "1_v/0_unknown0",
                        SocketInfo.NONE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "\"true\""})
    void isLivingIsSpeltInThreeWays(String living) {
        assertThat(Answers.page(room("\"isLiving\":" + living + ",\"liveStream\":{\"id\":\"x\"}")))
                .isInstanceOf(OnAir.class);
    }

    @Test
    void anOfflinePageSaysSo() {
        assertThat(Answers.page(Pages.OFFLINE)).isInstanceOf(OffAir.class);
    }

    @Test
    void notLivingWithoutAnErrorIsOffline() {
        assertThat(Answers.page(
                        room("\"isLiving\":false,\"liveStream\":{},\"author\":{\"id\":\"a\"}")))
                .isInstanceOf(OffAir.class);
        assertThat(Answers.page(room("\"status\":{\"forbiddenState\":677}")))
                .isInstanceOf(OffAir.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2, THROTTLED",
        "10, THROTTLED",
        "22, UNKNOWN_ROOM",
        "31, UNREADABLE",
        "109, LOGIN",
        "6001, LOGIN",
        "400002, CAPTCHA"
    })
    void anErrorIsNeverOffline(int type, Trouble trouble) {
        assertThat(Answers.page(Pages.error(type, "words")))
                .isInstanceOfSatisfying(Unclear.class, unclear -> {
                    assertThat(unclear.trouble()).isEqualTo(trouble);
                    assertThat(unclear.reason()).contains(Integer.toString(type), "words");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Refusals that bring no error of their own.
                "\"isLiving\":false,\"liveStream\":{},\"author\":{}",
                "\"isLiving\":false,\"liveStream\":{\"id\":\"x\"},\"author\":{\"id\":\"a\"}",
                "\"isLiving\":true,\"liveStream\":{}",
                "\"liveStream\":{\"id\":\"x\"}",
                "\"isLiving\":true,\"liveStream\":{\"id\":\"../x\"}",
                "\"isLiving\":true,\"liveStream\":[]",
                "\"x\":1"
            })
    void aPageThatContradictsItselfIsUnclear(String room) {
        assertThat(Answers.page(room(room))).isInstanceOf(Unclear.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"playList\":[]}", "{\"playList\":7}", "null", "[]"})
    void aPageWithoutARoomIsUnclear(String liveroom) {
        assertThat(Answers.page(Pages.page(liveroom))).isInstanceOf(Unclear.class);
    }

    @Test
    void aPageWithoutStateIsUnclear() {
        assertThat(Answers.page("<html></html>")).isInstanceOf(Unclear.class);
    }

    @Test
    void liveDetailMayGiveEverything() {
        assertThat(Answers.liveDetail(Pages.LIVE_DETAIL))
                .isEqualTo(new OnAir(new Broadcast(
                        "XT8F1KPOf0c",
                        "安",
                        "冲分",
                        null,
                        null,
                        null,
                        new SocketInfo(
                                "dG9r", List.of(URI.create("ws://127.0.0.1:1/websocket"))))));
    }

    @Test
    void theRecordedThrottledDetailIsNotOffline() {
        var body = """
                {"data":{"result":2,"liveStream":{"playUrls":{"h264":{},"hevc":{}},\
                "url":"https://m.gifshow.com/fw/live/undefined","type":"live","expTag":""},\
                "author":{"living":false},"websocketInfo":{}}}""";

        assertThat(Answers.liveDetail(body))
                .isInstanceOfSatisfying(
                        Unclear.class,
                        unclear -> assertThat(unclear.trouble()).isEqualTo(Trouble.THROTTLED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"671", "677"})
    void explicitCodesAreOffline(String code) {
        var body = "{\"data\":{\"result\":" + code + "}}";

        assertThat(Answers.liveDetail(body)).isInstanceOf(OffAir.class);
        assertThat(Answers.socketInfo(body, BROADCAST)).isInstanceOf(OffAir.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"data\":{}}", "{\"data\":{\"result\":1}}"})
    void anAnswerThatSaysNothingIsUnclear(String body) {
        assertThat(Answers.liveDetail(body)).isInstanceOf(Unclear.class);
        assertThat(Answers.socketInfo(body, BROADCAST)).isInstanceOf(Unclear.class);
    }

    @Test
    void onlyWebSocketAddressesAreHosts() {
        var finding = Answers.socketInfo(Pages.SOCKET_INFO, BROADCAST);

        assertThat(finding)
                .isEqualTo(new OnAir(BROADCAST.with(new SocketInfo(
                        "dG9r+/==",
                        List.of(URI.create("wss://live-ws-pg-group3.kuaishou.com/websocket"))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocketUrls", "webSocketUrls", "webSocketAddresses"})
    void everySpellingOfHostsIsRead(String key) {
        var body = "{\"result\":1,\"token\":\"t\",\"%s\":[\"ws://h/\"]}".formatted(key);

        assertThat(Answers.socketInfo(body, BROADCAST))
                .isEqualTo(new OnAir(
                        BROADCAST.with(new SocketInfo("t", List.of(URI.create("ws://h/"))))));
    }

    @Test
    void aCaptchaIsNamed() {
        var body = "{\"data\":{\"result\":400002,\"url\":\"https://captcha\"}}";

        assertThat(Answers.socketInfo(body, BROADCAST))
                .isEqualTo(new Unclear(
                        Trouble.CAPTCHA, "websocketinfo says 400002: a captcha is to be solved"));
    }

    @ParameterizedTest
    @CsvSource({"403, THROTTLED", "429, THROTTLED", "302, UNREADABLE", "500, UNREADABLE"})
    void anHttpErrorIsUnclear(int status, Trouble trouble) {
        assertThat(Answers.status("the room page", status))
                .isEqualTo(new Unclear(trouble, "the room page: HTTP " + status));
    }

    private static String room(String fields) {
        return Pages.page("{\"playList\":[{" + fields + "}]}");
    }
}
