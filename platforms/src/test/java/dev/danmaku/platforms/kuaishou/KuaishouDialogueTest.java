package dev.danmaku.platforms.kuaishou;

import static dev.danmaku.platforms.kuaishou.Bytes.frame;
import static dev.danmaku.platforms.kuaishou.Bytes.hex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.kuaishou.lookup.GiftKind;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.SCWebEnterRoomAck;
import dev.danmaku.platforms.kuaishou.wire.SCWebError;
import dev.danmaku.platforms.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeed;
import dev.danmaku.platforms.session.OpenSocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.util.ReferenceCountUtil;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of an open socket through its handlers to the dialogue. */
class KuaishouDialogueTest {
    private static final byte[] ACK = frame(
            PayloadType.SC_ENTER_ROOM_ACK,
            SCWebEnterRoomAck.newBuilder().setHeartbeatIntervalMs(20_000).build());
    private static final byte[] BAD = hex("08 b602 1a 05 0a");

    private final List<String> said = new ArrayList<>();
    private final List<SessionEnd> ends = new ArrayList<>();
    private EmbeddedChannel channel = channel();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void theRoomIsEnteredFirst() {
        var first = (BinaryWebSocketFrame) channel.readOutbound();

        assertThat(first.content()).isEqualTo(Unpooled.wrappedBuffer(hex("08 c801")));
        first.release();
    }

    @Test
    void everySplitOfTheBytesOverReadsSaysTheSame() {
        var bytes = joinedBytes(ws(ACK), ws(chat("冲")), fragments(chat("二")), ws(chat("三")));
        var whole = List.of("joined", "冲", "二", "三");

        for (var split = 0; split <= bytes.length; split++) {
            channel.finishAndReleaseAll();
            said.clear();
            channel = channel();

            read(Arrays.copyOfRange(bytes, 0, split));
            read(Arrays.copyOfRange(bytes, split, bytes.length));

            assertThat(said).as("split at %d", split).isEqualTo(whole);
        }
    }

    @Test
    void byteByByteItIsTheSame() {
        for (var b : joinedBytes(ws(ACK), fragments(chat("冲")))) {
            read(new byte[] {b});
        }

        assertThat(said).containsExactly("joined", "冲");
    }

    @Test
    void nothingIsHeardBeforeTheJoin() {
        read(ws(chat("zu früh")));
        read(ws(ACK));
        read(ws(ACK));

        assertThat(said).containsExactly("joined");
    }

    @Test
    void aBadFrameEndsNothing() {
        read(ws(ACK));
        for (var i = 0; i < 20; i++) {
            for (var bad = 1; bad < OpenSocket.MAX_BAD_IN_A_ROW; bad++) {
                read(ws(BAD));
            }
            read(ws(chat("gut")));
        }

        assertThat(ends).isEmpty();
        assertThat(said).hasSize(21);
    }

    @Test
    void badFramesInARowEndIt() {
        read(ws(ACK));
        for (var bad = 0; bad < OpenSocket.MAX_BAD_IN_A_ROW; bad++) {
            read(ws(BAD));
        }
        read(ws(chat("zu spät")));

        assertThat(ends).singleElement().isInstanceOf(SessionEnd.Malformed.class);
        assertThat(said).containsExactly("joined");
    }

    @Test
    void aFrameThatPromisesTooMuchEndsIt() {
        read(ws(ACK));

        // 82: binary, the last of its message; 7f: the length is in eight bytes; 2 GiB.
        read(hex("82 7f 0000000080000000 00"));

        assertThat(ends).singleElement().isInstanceOf(SessionEnd.Malformed.class);
    }

    @Test
    void fragmentsThatGrowTooLargeEndIt() {
        read(ws(ACK));
        // 02: binary, more to come; then 00: more of it, 65,535 bytes each.
        read(joinedBytes(hex("02 7e ffff"), new byte[65_535]));
        for (var i = 0; i < 20; i++) {
            read(joinedBytes(hex("00 7e ffff"), new byte[65_535]));
        }

        assertThat(ends).singleElement().isInstanceOf(SessionEnd.Malformed.class);
    }

    @Test
    void anErrorBeforeTheAckIsARefusalAndAfterItALoss() {
        var error = frame(
                PayloadType.SC_ERROR,
                SCWebError.newBuilder().setCode(7).setMsg("no").build());

        read(ws(error));
        assertThat(ends).containsExactly(new SessionEnd.Refused("error 7/0 'no'"));

        ends.clear();
        channel.finishAndReleaseAll();
        channel = channel();
        read(joinedBytes(ws(ACK), ws(error)));
        assertThat(ends).containsExactly(new SessionEnd.Lost("error 7/0 'no'"));
    }

    @Test
    void aCloseAfterTrafficZeroIsTheEndOfTheStream() {
        read(joinedBytes(ws(ACK), ws(hex("08 af02 1a 00"))));
        assertThat(said).containsExactly("joined", "hint SC_AUTHOR_PUSH_TRAFFIC_ZERO", "notice");

        channel.close();

        assertThat(ends).singleElement().isInstanceOf(SessionEnd.StreamEnded.class);
    }

    @Test
    void aCloseAfterTheStreamerCameBackIsALoss() {
        // 303 traffic zero, 302 resumed.
        read(joinedBytes(ws(ACK), ws(hex("08 af02 1a 00")), ws(hex("08 ae02 1a 00"))));

        channel.close();

        assertThat(ends).singleElement().isInstanceOf(SessionEnd.Lost.class);
    }

    @Test
    void aCloseFrameIsAnsweredAndNamedByItsCode() {
        read(ws(ACK));
        drain();

        // 88: close, two bytes: 1001.
        read(hex("88 02 03e9"));

        assertThat(channel.<Object>readOutbound()).isInstanceOf(CloseWebSocketFrame.class);
        assertThat(channel.isOpen()).isFalse();
        assertThat(ends).containsExactly(new SessionEnd.Lost("the platform closed, code 1001"));
    }

    @Test
    void aPingIsAnswered() {
        drain();

        read(hex("89 02 6869"));

        var pong = (PongWebSocketFrame) channel.readOutbound();
        assertThat(pong.content()).isEqualTo(Unpooled.wrappedBuffer(hex("6869")));
        pong.release();
    }

    @Test
    void textFramesAreIgnored() {
        read(joinedBytes(ws(ACK), hex("81 02 6869"), ws(chat("冲"))));

        assertThat(said).containsExactly("joined", "冲");
        assertThat(ends).isEmpty();
    }

    private EmbeddedChannel channel() {
        var dialogue = new KuaishouDialogue(
                "XT8F1KPOf0c",
                hex("08 c801"),
                new RoomEvents("3xroom", "XT8F1KPOf0c", new Combos(), _ -> GiftKind.UNKNOWN),
                new BroadcastMemory());
        return OpenSocket.webSocket(dialogue, Frame.MAX_FRAME_BYTES, said, ends);
    }

    private void read(byte[] bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    private void drain() {
        for (var sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
            ReferenceCountUtil.release(sent);
        }
    }

    private static byte[] chat(String text) {
        var push = SCWebFeedPush.newBuilder()
                .addCommentFeeds(WebCommentFeed.newBuilder().setContent(text))
                .build();
        return frame(PayloadType.SC_FEED_PUSH, push);
    }

    /** One unmasked binary frame, the last of its message. */
    private static byte[] ws(byte[] message) {
        return joinedBytes(new byte[] {(byte) 0x82, (byte) message.length}, message);
    }

    /** The message in three frames, with a ping between them. */
    private static byte[] fragments(byte[] message) {
        var a = Arrays.copyOfRange(message, 0, 3);
        var b = Arrays.copyOfRange(message, 3, 7);
        var c = Arrays.copyOfRange(message, 7, message.length);
        return joinedBytes(
                new byte[] {0x02, (byte) a.length},
                a,
                hex("89 00"),
                new byte[] {0x00, (byte) b.length},
                b,
                new byte[] {(byte) 0x80, (byte) c.length},
                c);
    }

    private static byte[] joinedBytes(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (var part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
