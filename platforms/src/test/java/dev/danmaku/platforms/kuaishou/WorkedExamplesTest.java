package dev.danmaku.platforms.kuaishou;

import static dev.danmaku.platforms.kuaishou.Bytes.hex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.EventJson;
import dev.danmaku.platforms.FrameDecoder;

import org.junit.jupiter.api.Test;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Captures that others published, byte by byte, and the JSON they must give for ever. */
class WorkedExamplesTest {
    private static final long RECEIVED_AT = 1_769_426_406_000L;

    private final FrameDecoder decoder = new KuaishouDecoder();

    @Test
    void aClientsHeartbeatGivesNoEvent() {
        var frame = hex(
                "08 01", // payload type 1, CS_HEARTBEAT
                "1a 07", // payload of 7 bytes
                "08 e7b5bac7e831"); // timestamp 1711694322407

        assertThat(json(frame)).isEmpty();
    }

    @Test
    void aPushOfCountersOnlyGivesBoth() {
        var frame = hex(
                "08 b602", // payload type 310, SC_FEED_PUSH
                "10 01", // not compressed
                "1a 0f", // payload of 15 bytes
                "0a 05 313030302b", // displayWatchingCount "1000+"
                "12 06 342e30e4b887", // displayLikeCount "4.0万"
                "20 9aa0e0c2e132"); // time 1744165146650

        assertThat(json(frame)).containsExactly("""
                        {"v":1,"platform":"kuaishou","type":"viewers","at":1744165146650,\
                        "receivedAt":1769426406000,"key":"h:oPqaDV_M6xmmSk7yAWSU",\
                        "count":1000,"kind":"online","display":"1000+"}""", """
                        {"v":1,"platform":"kuaishou","type":"likes","at":1744165146650,\
                        "receivedAt":1769426406000,"key":"h:rPEHpH57pN909EeU_KBg",\
                        "count":40000,"display":"4.0万"}""");
    }

    @Test
    void aPushWithOneCommentGivesItAfterTheCounters() {
        var frame = hex(
                "08 b602", // payload type 310, SC_FEED_PUSH
                "10 01", // not compressed
                "1a 54", // payload of 84 bytes
                "0a 04 33333039", // displayWatchingCount "3309"
                "12 07 39382e35e4b887", // displayLikeCount "98.5万"
                "2a 43", // one comment of 67 bytes
                "12 22", // its user, 34 bytes
                "0a 0f 337866686138786e70787773636a67", // principalId
                "12 0f e6809de5a6b9e5a6b9e5be88e985b7", // userName
                "1a 0f 4b504ce586b2e586b2e586b2efbc81", // content
                "22 08 3836504b46773d3d", // deviceHash "86PKFw=="
                "38 01", // showType normal
                "42 00", // senderState, there but empty
                "20 8691a1d0bf33"); // time 1769426405510

        assertThat(json(frame)).containsExactly("""
                        {"v":1,"platform":"kuaishou","type":"viewers","at":1769426405510,\
                        "receivedAt":1769426406000,"key":"h:VCUlyYK_b3kGdiC-wqot",\
                        "count":3309,"kind":"online","display":"3309"}""", """
                        {"v":1,"platform":"kuaishou","type":"likes","at":1769426405510,\
                        "receivedAt":1769426406000,"key":"h:f5SytFtFzyCS_oSxlMkO",\
                        "count":985000,"display":"98.5万"}""", """
                        {"v":1,"platform":"kuaishou","type":"chat","at":1769426405510,\
                        "receivedAt":1769426406000,"key":"h:xRt4aMt8ZCc7Kf-iESGF",\
                        "user":{"id":"3xfha8xnpxwscjg","name":"思妹妹很酷"},\
                        "text":"KPL冲冲冲！"}""");
    }

    @Test
    void anEncryptedPushGivesItsComment() {
        var payload = Base64.getDecoder()
                .decode("o32YdlVhCk9udTvBfNXGJ5VQ19qLbG5TXKUw+Cff99wChoUXLYWVU32TZhBtEoqT");
        var frame = hex(
                "08 b602", // payload type 310, SC_FEED_PUSH
                "10 03", // AES
                "1a 30", // payload of 48 bytes
                HexFormat.of().formatHex(payload),
                "20 8691a1d0bf33"); // time 1769426405510

        assertThat(json(frame)).containsExactly("""
                        {"v":1,"platform":"kuaishou","type":"chat","at":1769426405510,\
                        "receivedAt":1769426406000,"key":"h:RhL4Dm52VL1BVOM5KOwh",\
                        "user":{"name":"测试用户"},"text":"测试弹幕","color":"#ff6600"}""");
    }

    private List<String> json(byte[] frame) {
        var decoded = decoder.decode(frame, RECEIVED_AT);
        assertThat(decoded).isInstanceOf(FrameDecoder.Decoded.Events.class);
        return ((FrameDecoder.Decoded.Events) decoded)
                .events().stream().map(EventJson::toJson).toList();
    }
}
