package dev.danmaku.simulator.douyu;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.simulator.room.Counters;
import dev.danmaku.simulator.room.Occurrence;
import dev.danmaku.simulator.room.Push;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Viewer;
import dev.danmaku.simulator.room.WireFrame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is said, byte for byte and field for field. */
class DouyuWireTest extends SpokenBytes {
    /** Neither fan nor noble, moderator or colourful. */
    private static final Viewer VIEWER = new Viewer("3x1", 100_000_001, "思妹妹", "AAAA");

    private static final Viewer FAN = new Viewer("3x2", 100_000_040, "阿强", "AAAA");

    @Test
    void aPacketHasTheBytesOfTheRecordingButForItsKind() {
        assertThat(HexFormat.of().formatHex(Packet.of(Stt.type("mrkl"))))
                .isEqualTo(
                        "14000000" // length behind this field
                                + "14000000" // the same again
                                + "b202" // 690, server to client
                                + "0000" // encryption, reserved
                                + "74797065403d6d726b6c2f" // type@=mrkl/
                                + "00");
        // bytes are counted, not characters: 16 of them in the body
        assertThat(Packet.of(new Stt().put("txt", "𠮷野家"))).hasSize(29).startsWith(25, 0, 0, 0, 25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1/2|k@=1@S2/",
                "a@=b/c|k@=a@A=b@Sc/",
                "@S|k@=@AS/",
                "http://x.cn/|k@=http:@S@Sx.cn@S/",
                "@Alice|k@=@AAlice/"
            })
    void textIsEscapedOnce(String text, String written) {
        assertThat(new Stt().put("k", text)).hasToString(written);
    }

    @Test
    void nestingIsEscapedOnceForEveryLevel() {
        var list = new Stt()
                .add(new Stt().put("lev", 4).put("num", 1))
                .add(new Stt().put("lev", 1).put("num", 2))
                .add(new Stt().put("lev", 7).put("num", 23));

        var message = Stt.type("noble_num_info")
                .put("sum", 26)
                .put("vn", 557)
                .put("rid", 102_965)
                .put("list", list);

        assertThat(message)
                .hasToString(
                        "type@=noble_num_info/sum@=26/vn@=557/rid@=102965/list@=lev@AA=4@ASnum@AA=1@AS"
                                + "@Slev@AA=1@ASnum@AA=2@AS@Slev@AA=7@ASnum@AA=23@AS@S/");
    }

    @Test
    void aChatHasTheFieldsOfARecordedOneInTheirOrder() {
        var body = body(new Occurrence.Chat(VIEWER, 1, "#1 1/2 @Alice"));

        assertThat(keys(body))
                .containsExactly(
                        "type", "rid", "ct", "uid", "nn", "txt", "cid", "ic", "level", "sahf",
                        "cst", "bnn", "bl", "brid", "hc", "lk", "dms", "pdg", "pdk", "ext", "if");
        assertThat(body).contains("/txt@=#1 1@S2 @AAlice/");
        assertThat(DouyuGuest.field(body, "cid")).matches("[0-9a-f]{16}0100000000000000");
        assertThat(DouyuGuest.field(body, "ic")).startsWith("avatar_v3/202009/");
    }

    @Test
    void aFansChatWearsItsBadgeAndLists() {
        var body = body(new Occurrence.Chat(FAN, 1, "#1 你好"));

        assertThat(keys(body)).contains("nl", "hl", "ifs", "ail").containsSubsequence("hc", "hl");
        assertThat(body).contains("/bnn@=粉丝团/").contains("/ail@=6065@S4143@S/");
        assertThat(DouyuGuest.field(body, "brid")).isEqualTo(ROOM);
    }

    @Test
    void aGiftCountsItsOwnAndItsCombosTotal() {
        var body = body(new Occurrence.Gift(VIEWER, 824, 20, 7, 3));

        assertThat(keys(body))
                .containsSubsequence(
                        "type",
                        "rid",
                        "gfid",
                        "gs",
                        "uid",
                        "nn",
                        "ic",
                        "level",
                        "gfcnt",
                        "hits",
                        "bcnt",
                        "bst",
                        "bnn",
                        "receive_uid",
                        "from",
                        "pfm",
                        "pma",
                        "mss",
                        "gfn")
                .doesNotContain("pid", "cid", "cst");
        assertThat(DouyuGuest.field(body, "gfcnt")).isEqualTo("20");
        assertThat(DouyuGuest.field(body, "bcnt")).isEqualTo("7");
        assertThat(DouyuGuest.field(body, "hits")).isEqualTo("140");
        assertThat(body(new Occurrence.Gift(VIEWER, 824, 20, 8, 3))).isNotEqualTo(body);
    }

    @Test
    void aPropFromTheBackpackHasNoGiftId() {
        var body = body(new Occurrence.Gift(VIEWER, 268, 1, 1, 1));

        assertThat(body).contains("/gfid@=0/").contains("/gpf@=1/pid@=268/").contains("/from@=2/");
    }

    @Test
    void aSuperChatIsAMapWithinItsMessage() {
        var body = body(new Occurrence.SuperChat(VIEWER, 1, "a/b", 3_000, Duration.ofMinutes(1)));

        assertThat(body)
                .startsWith("btype@=voiceDanmu/chatmsg@=nn@A=思妹妹@Suid@A=100000001@Stxt@A=a@ASb@S")
                .contains("/cprice@=3000/crealPrice@=3000/cet@=60/now@=" + TIME + "/")
                .endsWith("/type@=comm_chatmsg/");
    }

    @Test
    void aMembershipIsToldToTheSiteAndNamesItsRoom() {
        var body = body(new Occurrence.Membership(VIEWER, 5, 1));

        assertThat(body)
                .startsWith("type@=anbc/rid@=0/")
                .contains("/drid@=9999/")
                .contains("/nl@=5/");
    }

    @Test
    void anEndHasTheFieldsOfTheRecordedOne() {
        var frames = kept(wire.streamEnded("12850251", TIME));

        assertThat(bodies(frames))
                .containsExactly(
                        "type@=rss/rt@=0/rtv@=0/rid@=12850251/gid@=0/ss@=0/code@=0/notify@=0/"
                                + "endtime@=1790814385/nc@=0/ivl@=0/sid@=0/cts@=1790814385555/");
    }

    @Test
    void allThatWasCollectedIsOneFrame() {
        var frames = push(
                Set.of(),
                new Occurrence.Chat(VIEWER, 1, "#1 你好"),
                new Occurrence.Like(VIEWER),
                new Occurrence.Enter(VIEWER),
                new Occurrence.Chat(VIEWER, 2, "#2 你好"));

        assertThat(frames).hasSize(1);
        assertThat(bodies(frames).stream().map(body -> DouyuGuest.field(body, "type")))
                .containsExactly("chatmsg", "uenter", "chatmsg");
    }

    @Test
    void nothingCollectedIsTheNumberOfSeats() {
        assertThat(bodies(push(Set.of())))
                .singleElement()
                .asString()
                .startsWith("type@=oni/rid@=9999/vn@=170");
    }

    @Test
    void likesAloneAreNothing() {
        assertThat(push(Set.of(), new Occurrence.Like(VIEWER))).isEmpty();
    }

    @Test
    void nowAndThenThereIsWhatNoClientReads() {
        var types = new ArrayList<String>();
        for (var n = 1; n <= 40; n++) {
            bodies(push(Set.of(), new Occurrence.Chat(VIEWER, n, "#" + n + " 你好")))
                    .forEach(body -> types.add(DouyuGuest.field(body, "type")));
        }

        assertThat(types).hasSize(43).contains("actFishing", "qausrespond", "spbc");
    }

    @Test
    void emojiMayComeAsTwoHalves() {
        var frames = push(Set.of(Quirk.CESU_8), new Occurrence.Chat(VIEWER, 1, "#1 😊"));

        assertThat(HexFormat.of().formatHex(message(frames.getFirst())))
                .contains("233120" + "eda0bd" + "edb88a" + "2f");
    }

    @Test
    void quirksAddCompanionsOrChangeTimes() {
        var chat = new Occurrence.Chat(VIEWER, 1, "#1 你好");

        assertThat(types(Quirk.FOREIGN_ROOMS, chat)).containsExactly("chatmsg", "chatmsg", "rss");
        assertThat(types(Quirk.SITE_WIDE, chat)).containsExactly("chatmsg", "spbc");
        assertThat(types(Quirk.REPEATED_KEYS, chat)).containsExactly("chatmsg", "qausrespond");
        assertThat(types(Quirk.UNKNOWN_TYPES, chat))
                .containsExactly("chatmsg", "actFishing", "neverSeen2027");
        assertThat(types(Quirk.UNREADABLE, chat)).containsExactly("", "chatmsg");
        assertThat(bodies(push(Set.of(Quirk.REPEATED_KEYS), chat)).getLast())
                .isEqualTo("rid@=9999/sc@=1311900/sctn@=0/rid@=-1/type@=qausrespond/");
        assertThat(keys(bodies(push(Set.of(Quirk.NO_TIME), chat)).getFirst()))
                .doesNotContain("cst");
        assertThat(Long.parseLong(DouyuGuest.field(
                        bodies(push(Set.of(Quirk.FAR_TIMES), chat)).getFirst(), "cst")))
                .isLessThan(TIME - Duration.ofDays(1_000).toMillis());
        assertThat(message(push(Set.of(Quirk.AUDIENCE_LIST), chat).getFirst()).length)
                .isBetween(10_000, 1 << 16);
    }

    @Test
    void aSplitPushIsTwoMessagesThatMakeOne() {
        var chat = new Occurrence.Chat(VIEWER, 1, "#1 你好");

        var halves = push(Set.of(Quirk.SPLIT), chat);

        assertThat(halves).hasSize(2);
        assertThat(DouyuGuest.bodies(message(halves.getFirst()))).isEmpty();
        assertThat(bodies(halves)).containsExactlyElementsOf(bodies(push(Set.of(), chat)));
    }

    private List<String> types(Quirk quirk, Occurrence occurrence) {
        return bodies(push(Set.of(quirk), occurrence)).stream()
                .map(body -> DouyuGuest.field(body, "type"))
                .toList();
    }

    private String body(Occurrence occurrence) {
        return bodies(push(Set.of(), occurrence)).getFirst();
    }

    private List<WireFrame> push(Set<Quirk> quirks, Occurrence... occurrences) {
        var push = new Push(new Counters("1", "1"), Arrays.asList(occurrences));
        return kept(wire.push(ROOM, push, quirks, TIME));
    }

    private static List<String> keys(String body) {
        assertThat(body.getBytes(UTF_8)).endsWith('/');
        return Pattern.compile("(?:^|/)([^/@]*)@=")
                .matcher(body)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
