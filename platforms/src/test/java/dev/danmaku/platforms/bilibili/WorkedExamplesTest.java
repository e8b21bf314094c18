package dev.danmaku.platforms.bilibili;

import static dev.danmaku.platforms.bilibili.Bytes.hex;
import static dev.danmaku.platforms.bilibili.Bytes.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.event.EventJson;
import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.FrameDecoder.Decoded;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.List;

/** Captures that others published, byte by byte, and the JSON they must give for ever. */
class WorkedExamplesTest {
    private static final long RECEIVED_AT = 1_791_090_000_000L;

    private final FrameDecoder decoder = new BilibiliDecoder();

    @Test
    void controlPacketsGiveNoEvent() {
        var heartbeat = hex("00000010 0010 0001 00000002 00000001");
        var popularityOne = hex("00000014 0010 0001 00000003 00000000 00000001");
        var auth = hex(
                "00000022 0010 0001 00000007 00000000",
                HexFormat.of().formatHex("{\"roomid\":8131361}".getBytes(UTF_8)));
        var reply = hex(
                "0000001a 0010 0001 00000008 00000000",
                HexFormat.of().formatHex("{\"code\":0}".getBytes(UTF_8)));

        assertThat(json(heartbeat)).isEmpty();
        assertThat(json(popularityOne)).isEmpty();
        assertThat(json(auth)).isEmpty();
        assertThat(json(reply)).isEmpty();
        assertThat(new BilibiliDialogueTest.Spoken().heartbeat()).isEqualTo(heartbeat);
    }

    @Test
    void aClientsHeartbeatWithOneByteTooManyIsRead() {
        var announced31 = hex(
                "0000001f 0010 0001 00000002 00000001",
                HexFormat.of().formatHex("[object Object] ".getBytes(UTF_8)));

        assertThat(json(announced31)).isEmpty();
    }

    @Test
    void aZlibMessageOfTwoPacketsGivesTheCounter() {
        var frame = hex("""
                0000008000100002000000050000000078da626060086610600001561051ad949c9ba264a5e4efe7e3e9e71a1fe4e8e7
                1d1f66a4a4a394925892a86455ad9493595ca264151daba3549498971d5f525990aa64a5949e9f93a20b1250aaad6560
                60b02364a4b37fa85f0892a9c9f9a579254a5606b5b580000000ffff810e2482
                """);

        assertThat(json(frame)).containsExactly("""
                        {"v":1,"platform":"bilibili","type":"viewers","at":1791090000000,\
                        "receivedAt":1791090000000,"key":"h:A4JuFr8wKZ7a_P4iSpyF",\
                        "count":0,"kind":"online"}""");
    }

    @Test
    void aChatOf2019TellsSecondsNotMilliseconds() {
        var frame = message("""
                {"cmd":"DANMU_MSG","info":[[0,1,25,16777215,1555692037,1555690616,0,"c5c630b1",0,0,0],\
                "233",[3499295,"simon3000",0,0,0,10000,1,""],\
                [5,"財布","神楽めあOfficial",12235923,5805790,""],[11,0,6406234,">50000"],\
                ["title-58-1","title-58-1"],0,0,null,{"ts":1555692037,"ct":"2277D56A"}]}""");

        assertThat(json(frame)).containsExactly("""
                        {"v":1,"platform":"bilibili","type":"chat","at":1555692037000,\
                        "receivedAt":1791090000000,"key":"h:dstq1ibQcFCRZGxXmkP_",\
                        "user":{"id":"3499295","name":"simon3000","level":11,\
                        "badge":{"name":"財布","level":5}},"text":"233","color":"#ffffff"}""");
    }

    @Test
    void aFreeGiftOf2019IsPaidInSilver() {
        var frame = message("""
                {"cmd":"SEND_GIFT","data":{"giftName":"辣条","num":1,"uname":"simon3000","uid":3499295,\
                "timestamp":1555690631,"giftId":1,"giftType":0,"action":"喂食","price":100,\
                "rnd":"1555690616","medal":[],"coin_type":"silver","total_coin":100}}""");

        assertThat(json(frame)).containsExactly("""
                        {"v":1,"platform":"bilibili","type":"gift","at":1555690631000,\
                        "receivedAt":1791090000000,"key":"h:x6Xa7M-rBcgJ_yRv_Pem",\
                        "user":{"id":"3499295","name":"simon3000"},"gift":{"id":"1","name":"辣条",\
                        "count":1,"price":{"amount":100,"unit":"silver","paid":false}}}""");
    }

    @Test
    void anEntryOfAMaskedViewerKeepsTheMask() {
        var frame = message("""
                {"cmd":"INTERACT_WORD_V2","data":{"dmscore":4,"pb":"\
                EgRsKioqIgEBKAEw3KoBOOm5h9YGQOncm6qQNEosCJOrIRATGgnmiZjpqazlpLQgpLqeBijAgYMGMMCBgwY4wIGDBmDcqgFo4QtiAHi8h86T1djO7RiaAQCy\
                AcABElIKBGwqKioSSmh0dHBzOi8vaTIuaGRzbGIuY29tL2Jmcy9mYWNlL2M1NjY2MWZlZTFhMzhkZDg5NDRlOGRmYzczOGVhNjZjMjVjY2U0NmUuanBnGmQK\
                CeaJmOmprOWktBATGMCBgwYgwIGDBijAgYMGMKS6ngY4hT1Qk6shYOELegkjOTE5Mjk4Q0OCAQkjOTE5Mjk4Q0OKAQkjOTE5Mjk4Q0OSAQcjRkZGRkZGmgEJ\
                IzkxOTI5OEU2IgIIBzIAugF6CkpodHRwczovL2kwLmhkc2xiLmNvbS9iZnMvbGl2ZS9iYjg4NzM0NTU4YzYzODNhNGNmYjVmYTE2Yzk3NDlkNTI5MGQ5NWU4\
                LnBuZxIq5pu+57uP5rS76LeD6L+H77yM6L+R5pyf5LiO5L2g5LqS5Yqo6L6D5bCRGATCAQA="}}""");

        assertThat(json(frame)).containsExactly("""
                        {"v":1,"platform":"bilibili","type":"enter","at":1791089897000,\
                        "receivedAt":1791090000000,"key":"h:FL7dx7sKS5aTp3a2Iohq",\
                        "user":{"name":"l***",\
                        "avatar":"https://i2.hdslb.com/bfs/face/c56661fee1a38dd8944e8dfc738ea66c25cce46e.jpg",\
                        "level":7,"badge":{"name":"托马头","level":19},"masked":true}}""");
    }

    private List<String> json(byte[] frame) {
        var decoded = decoder.decode(frame, RECEIVED_AT);
        assertThat(decoded).isInstanceOf(Decoded.Events.class);
        return ((Decoded.Events) decoded)
                .events().stream().map(EventJson::toJson).toList();
    }
}
