package dev.danmaku.platforms.bilibili;

import static dev.danmaku.platforms.bilibili.Bytes.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Follow;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.Moderation;
import dev.danmaku.event.EventBody.ModerationAction;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.event.EventBody.Share;
import dev.danmaku.event.EventBody.StreamStart;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.User;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** Each other command, and what it becomes. */
class RoomMessagesTest extends SaidInARoom {
    @Test
    void anInteractionIsByItsKind() {
        var json = """
                {"cmd":"INTERACT_WORD","data":{"uid":7,"uname":"ann","msg_type":%d,"timestamp":1791089999,
                "score":9999999999999,"trigger_time":1791089998976174524,"fans_medal":null}}""";

        assertThat(one(json.formatted(1)).at()).isEqualTo(1_791_089_999_000L);
        assertThat(body(json.formatted(1))).isEqualTo(new Enter(ANN));
        assertThat(body(json.formatted(2))).isEqualTo(new Follow(ANN));
        assertThat(body(json.formatted(3))).isEqualTo(new Share(ANN));
        assertThat(body(json.formatted(4))).isEqualTo(new Follow(ANN));
        assertThat(body(json.formatted(5))).isEqualTo(new Follow(ANN));
        assertThat(body(json.formatted(6))).isEqualTo(new Like(ANN, 1));
        assertThat(hear(json.formatted(77))).isEmpty();
    }

    @Test
    void anEffectBesideAnEntryIsNoSecondEntry() {
        assertThat(hear("{\"cmd\":\"ENTRY_EFFECT\",\"data\":{\"uid\":7}}")).isEmpty();
        assertThat(unknown).isEmpty();
    }

    @Test
    void likesOldWelcomesAndMaskedPeople() {
        assertThat(body("{\"cmd\":\"LIKE_INFO_V3_CLICK\",\"data\":{\"uid\":7,\"uname\":\"ann\"}}"))
                .isEqualTo(new Like(ANN, 1));
        assertThat(body("{\"cmd\":\"WELCOME\",\"data\":{\"uid\":7,\"uname\":\"ann\",\"vip\":1}}"))
                .isEqualTo(new Enter(ANN));
        assertThat(body("{\"cmd\":\"LIKE_INFO_V3_CLICK\",\"data\":{\"uid\":0,\"uname\":\"a***\"}}"))
                .isEqualTo(new Like(masked("a***"), 1));
    }

    @Test
    void countersAreToldWhenTheyChange() {
        var watched =
                "{\"cmd\":\"WATCHED_CHANGE\",\"data\":{\"num\":\"3309\",\"text_small\":\"3309\"}}";

        assertThat(body(watched)).isEqualTo(new ViewerCount(3309, ViewerCountKind.WATCHED, null));
        assertThat(hear(watched)).isEmpty();
        assertThat(
                        body(
                                "{\"cmd\":\"ONLINE_RANK_COUNT\",\"data\":{\"count\":9999,\"online_count\":12345}}"))
                .isEqualTo(new ViewerCount(12_345, ViewerCountKind.ONLINE, null));
        assertThat(body("{\"cmd\":\"LIKE_INFO_V3_UPDATE\",\"data\":{\"click_count\":50}}"))
                .isEqualTo(new LikeCount(50, null));
    }

    @Test
    void popularityOfOneIsNoNews() {
        assertThat(hear(Bytes.hex("00000014 0010 0001 00000003 00000000 00000000")))
                .isEmpty();
        assertThat(hear(Bytes.hex("00000014 0010 0001 00000003 00000000 00000001")))
                .isEmpty();
        assertThat(hear(Bytes.hex("00000014 0010 0001 00000003 00000000 00000201")))
                .extracting(Event::body)
                .containsExactly(new ViewerCount(513, ViewerCountKind.POPULARITY, null));
    }

    @Test
    void aRankListsPeopleWithTheirScores() {
        assertThat(body("""
                {"cmd":"ONLINE_RANK_V2","data":{"rank_type":"gold-rank","list":[
                {"uid":7,"uname":"ann","score":"120","rank":1},{"uid":8,"uname":"bob","rank":2}]}}"""))
                .isEqualTo(new Rank(
                        List.of(new Ranked(ANN, 120L), new Ranked(User.of("8", "bob"), null)),
                        "gold-rank"));
    }

    @Test
    void oneStartIsToldOnceThoughItComesOften() {
        var first = one("""
                {"cmd":"LIVE","live_key":"55","sub_session_key":"55sub_time:1791089990","live_time":1791089990,"roomid":545068}""");
        assertThat(first.body()).isEqualTo(new StreamStart("LIVE"));
        assertThat(first.at()).isEqualTo(1_791_089_990_000L);

        assertThat(hear("{\"cmd\":\"LIVE\",\"live_key\":\"55\",\"roomid\":545068}"))
                .isEmpty();
        assertThat(
                        hear(
                                "{\"cmd\":\"LIVE\",\"live_key\":\"0\",\"sub_session_key\":\"55sub_time:1\"}"))
                .isEmpty();
        assertThat(hear("{\"cmd\":\"LIVE\",\"live_key\":\"56\"}")).hasSize(1);
    }

    @Test
    void whatThePlatformForbidsIsModeration() {
        assertThat(body("{\"cmd\":\"CUT_OFF\",\"msg\":\"no\",\"roomid\":545068}"))
                .isEqualTo(new Moderation(ModerationAction.CUT_OFF, null, null));
        assertThat(
                        body(
                                "{\"cmd\":\"ROOM_LOCK\",\"expire\":\"2026-11-22 08:00:00\",\"roomid\":545068}"))
                .isEqualTo(new Moderation(ModerationAction.BLOCKED, null, 1_795_305_600_000L));
        assertThat(body("{\"cmd\":\"WARNING\",\"msg\":\"mind\",\"roomid\":545068}"))
                .isEqualTo(new Moderation(ModerationAction.WARNED, null, null));
        assertThat(
                        body(
                                "{\"cmd\":\"ROOM_BLOCK_MSG\",\"uid\":\"7\",\"uname\":\"ann\",\"data\":{\"uid\":7,\"uname\":\"ann\"}}"))
                .isEqualTo(new Moderation(ModerationAction.BLOCKED, ANN, null));
        assertThat(
                        body(
                                "{\"cmd\":\"ROOM_SILENT_ON\",\"data\":{\"type\":\"level\",\"level\":3,\"second\":-1}}"))
                .isEqualTo(new Moderation(ModerationAction.MUTED, null, null));
        assertThat(hear("{\"cmd\":\"ROOM_SILENT_OFF\",\"data\":[]}")).isEmpty();
    }

    @Test
    void aChangedTitleIsTold() {
        assertThat(body("{\"cmd\":\"ROOM_CHANGE\",\"data\":{\"title\":\"t\",\"area_name\":null}}"))
                .isEqualTo(new RoomChanged("t", null, null, null));
    }

    @Test
    void thePlatformsOwnWordsAreNotices() {
        assertThat(body("{\"cmd\":\"LOG_IN_NOTICE\",\"data\":{\"notice_msg\":\"log in\"}}"))
                .isEqualTo(new Notice("log in"));
        assertThat(body("{\"cmd\":\"NOTICE_MSG\",\"msg_common\":\"c\",\"msg_self\":\"s\"}"))
                .isEqualTo(new Notice("s"));
    }

    @Test
    void whatNobodyKnowsIsNamed() {
        assertThat(body("{\"cmd\":\"NEVER_SEEN\\u0000\",\"data\":[]}"))
                .isEqualTo(new Unknown("NEVER_SEEN?"));
        assertThat(unknown).containsExactly("NEVER_SEEN?");
    }

    @Test
    void theMessagesIdAndTimeServeWhereThereIsNothingBetter() {
        var event = one("""
                {"cmd":"NEVER_SEEN","msg_id":"1:2:3","send_time":1791089999555,"data":{}}""");

        assertThat(event.key()).isEqualTo("id:1:2:3");
        assertThat(event.at()).isEqualTo(1_791_089_999_555L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEND_GIFT",
                "GUARD_BUY",
                "USER_TOAST_MSG",
                "USER_TOAST_MSG_V2",
                "SUPER_CHAT_MESSAGE",
                "SUPER_CHAT_MESSAGE_DELETE",
                "INTERACT_WORD",
                "INTERACT_WORD_V2",
                "SEND_GIFT_V2",
                "LIKE_INFO_V3_CLICK",
                "WELCOME",
                "WATCHED_CHANGE",
                "ONLINE_RANK_COUNT",
                "ONLINE_RANK_V2",
                "LIVE",
                "PREPARING",
                "ROOM_CHANGE",
                "STOP_LIVE_ROOM_LIST",
                "ROOM_BLOCK_MSG",
                "ROOM_SILENT_ON",
                "LOG_IN_NOTICE",
                "NOTICE_MSG"
            })
    void aCommandWithNothingInItHarmsNobody(String name) {
        for (var data : List.of("[]", "null", "{}", "\"\"", "7")) {
            var heard = messages.hear(
                    Unpack.message(message("{\"cmd\":\"%s\",\"data\":%s}".formatted(name, data))),
                    NOW,
                    Notes.NONE);

            assertThat(heard.trouble()).isNull();
        }
    }
}
