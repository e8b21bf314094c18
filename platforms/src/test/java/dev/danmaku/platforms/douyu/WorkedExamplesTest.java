package dev.danmaku.platforms.douyu;

import static dev.danmaku.platforms.douyu.Wire.hex;
import static dev.danmaku.platforms.douyu.Wire.joined;
import static dev.danmaku.platforms.douyu.Wire.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.EventJson;
import dev.danmaku.platforms.FrameDecoder.Decoded;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Captures that others published, and the JSON they must give for ever. */
class WorkedExamplesTest {
    private static final long RECEIVED_AT = 1_790_814_386_000L;

    private final DouyuDecoder decoder = new DouyuDecoder();

    @Test
    void aClientsPacketsGiveNoEvent() {
        assertThat(json(hex(
                        "14000000 14000000 b102 00 00",
                        "74797065403d6d726b6c2f",
                        "00",
                        "25000000 25000000 b102 00 00",
                        "74797065403d6c6f67696e7265712f726f6f6d6964403d393939392f",
                        "00",
                        "2e000000 2e000000 b102 00 00",
                        "74797065403d6a6f696e67726f75702f726964403d393939392f676964403d2d393939392f",
                        "00")))
                .isEmpty();
    }

    @Test
    void aFirstFrameHoldsTheAnswerToTheLoginAndSomebodyWhoEnters() {
        var frame = joined(
                packet("type@=loginres/userid@=0/roomgroup@=0/pg@=0/sessionid@=0/username@=/"),
                packet("type@=pingreq/tick@=1790814385555/"),
                packet("type@=uenter/rid@=9999/uid@=123456/nn@=安/level@=12/"
                        + "ic@=avatar_v3@S202009@Sabc/sahf@=0/bnn@=/ntpid@=1/"));

        assertThat(json(frame)).containsExactly("""
                {"v":1,"platform":"douyu","room":"9999","type":"enter","at":1790814386000,\
                "receivedAt":1790814386000,"key":"h:KEY","user":{"id":"123456","name":"安",\
                "avatar":"https://apic.douyucdn.cn/upload/avatar_v3/202009/abc_small.jpg",\
                "level":12}}""");
    }

    @Test
    void theEndOfABroadcastIsTold() {
        var frame = packet("type@=rss/rt@=0/rtv@=0/rid@=12850251/gid@=0/ss@=0/code@=0/notify@=0/"
                + "endtime@=1790814385/nc@=0/ivl@=0/sid@=0/cts@=1790814385555/");

        assertThat(json(frame)).containsExactly("""
                {"v":1,"platform":"douyu","room":"12850251","type":"stream-ended",\
                "at":1790814385555,"receivedAt":1790814386000,"key":"h:KEY","reason":"rss ss=0"}""");
    }

    @Test
    void aMessageThatNobodyReadsIsKeptByItsName() {
        var frame = joined(
                packet("type@=noble_num_info/sum@=26/vn@=557/rid@=102965/list@=lev@AA=4@ASnum@AA=1"
                        + "@AS@Slev@AA=1@ASnum@AA=2@AS@Slev@AA=7@ASnum@AA=23@AS@S/"),
                packet("rid@=3898464/sc@=1311900/sctn@=0/rid@=-1/type@=qausrespond/"));

        assertThat(json(frame)).containsExactly("""
                {"v":1,"platform":"douyu","room":"102965","type":"unknown","at":1790814386000,\
                "receivedAt":1790814386000,"key":"h:KEY","name":"noble_num_info"}""", """
                {"v":1,"platform":"douyu","type":"unknown","at":1790814386000,\
                "receivedAt":1790814386000,"key":"h:KEY","name":"qausrespond"}""");
    }

    @Test
    void aChatIsReadAsItWasWritten() {
        var frame = packet("type@=chatmsg/rid@=9999/ct@=2/uid@=42/nn@=@AAlice/txt@=1@S2 @AS@S/"
                + "cid@=35ff1e0f0a3b4ca00f1e2d3c4b5a6978/ic@=avatar@Sdefault@S03/level@=31/sahf@=0/"
                + "col@=2/cst@=1790814385900/bnn@=粉丝/bl@=7/brid@=9999/hc@=/lk@=/dms@=5/if@=1/");

        assertThat(json(frame)).containsExactly("""
                {"v":1,"platform":"douyu","room":"9999","type":"chat","at":1790814385900,\
                "receivedAt":1790814386000,"key":"id:35ff1e0f0a3b4ca00f1e2d3c4b5a6978",\
                "user":{"id":"42","name":"@Alice",\
                "avatar":"https://apic.douyucdn.cn/upload/avatar/default/03_small.jpg","level":31,\
                "badge":{"name":"粉丝","level":7}},"text":"1/2 @S/","color":"#00ccff"}""");
    }

    @Test
    void aFrameCutInTwoIsReadWithItsSecondHalf() {
        var packet = packet("type@=srres/rid@=9999/uid@=42/nickname@=Ann/exp@=5/");

        assertThat(json(java.util.Arrays.copyOf(packet, 30))).isEmpty();
        assertThat(json(java.util.Arrays.copyOfRange(packet, 30, packet.length)))
                .hasSize(1);
    }

    @Test
    void aCaptureGoesOnAfterAFrameOutOfStep() {
        assertThat(decoder.decode(hex("0000000000"), RECEIVED_AT))
                .isEqualTo(new Decoded.Malformed("a packet of length 0"));
        assertThat(json(packet("type@=srres/rid@=9999/uid@=42/nickname@=Ann/"))).hasSize(1);
    }

    /** A hash stands for itself in other tests. */
    private List<String> json(byte[] frame) {
        var decoded = decoder.decode(frame, RECEIVED_AT);
        return ((Decoded.Events) decoded)
                .events().stream()
                        .map(EventJson::toJson)
                        .map(json -> json.replaceAll("\"h:[\\w-]{20}\"", "\"h:KEY\""))
                        .toList();
    }
}
