package dev.danmaku.simulator.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;

import dev.danmaku.simulator.kuaishou.wire.CompressionType;
import dev.danmaku.simulator.kuaishou.wire.SCCommentZoneRichText;
import dev.danmaku.simulator.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.simulator.kuaishou.wire.SCWebLiveWatchingUsers;
import dev.danmaku.simulator.kuaishou.wire.SocketMessage;
import dev.danmaku.simulator.room.Content;
import dev.danmaku.simulator.room.Counters;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Occurrence;
import dev.danmaku.simulator.room.Push;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Viewer;
import dev.danmaku.simulator.room.WireFrame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

class KuaishouWireTest {
    /** An account whose state is sent empty, as in the capture. */
    private static final Viewer VIEWER =
            new Viewer("3xfha8xnpxwscjg", 100_000_001, "思妹妹很酷", "86PKFw==");

    private static final Viewer FAN = new Viewer("3xfha8xnpxwscjh", 100_000_005, "阿强", "AAECAw==");
    private static final Counters COUNTERS = new Counters("3309", "98.5万");
    private static final long TIME = 1_769_426_405_510L;

    private final KuaishouWire wire = new KuaishouWire(new Content(1));
    private final List<WireFrame> toRelease = new ArrayList<>();

    @AfterEach
    void release() {
        toRelease.forEach(WireFrame::release);
    }

    @Test
    void aPushWithOneCommentHasTheBytesOfTheCapture() {
        var frame = one(new Push(COUNTERS, List.of(new Occurrence.Chat(VIEWER, 1, "KPL冲冲冲！"))));

        assertThat(HexFormat.of().formatHex(frame))
                .isEqualTo(
                        "08b602" // payloadType 310
                                + "1001" // compressionType none
                                + "1a54" // payload of 84 bytes
                                + "0a0433333039" // displayWatchingCount
                                + "120739382e35e4b887" // displayLikeCount
                                + "2a43" // commentFeeds[0] of 67 bytes
                                + "1222" // user of 34 bytes
                                + "0a0f337866686138786e70787773636a67" // principalId
                                + "120fe6809de5a6b9e5a6b9e5be88e985b7" // userName
                                + "1a0f4b504ce586b2e586b2e586b2efbc81" // content
                                + "22083836504b46773d3d" // deviceHash
                                + "3801" // showType normal
                                + "4200" // senderState, empty
                                + "208691a1d0bf33"); // time
    }

    @Test
    void aPushOfCountersAloneHasTheBytesOfTheCapture() {
        var frame = frames(
                new Push(new Counters("1000+", "4.0万"), List.of()), Set.of(), 1_744_165_146_650L);

        assertThat(HexFormat.of().formatHex(message(frame.getFirst())))
                .isEqualTo("08b602" + "1001" + "1a0f" + "0a05313030302b" + "1206342e30e4b887"
                        + "209aa0e0c2e132");
    }

    @Test
    void aLikeComesTwiceOnceAsAHiddenComment() throws IOException {
        var feed = feed(new Push(COUNTERS, List.of(new Occurrence.Like(VIEWER))));

        assertThat(fields(feed.getLikeFeeds(0).toByteString())).containsExactly(2, 4, 5);
        assertThat(feed.getCommentFeedsList()).singleElement().satisfies(comment -> {
            assertThat(comment.getShowTypeValue()).isEqualTo(2);
            assertThat(comment.getContent()).isEqualTo("思妹妹很酷赞了这个直播");
        });
    }

    @Test
    void aGiftHasTheFieldsOfACapturedOneAndOneMergeKeyForItsCombo() throws IOException {
        var feed = feed(new Push(
                COUNTERS,
                List.of(
                        new Occurrence.Gift(FAN, 114, 2, 1, 7),
                        new Occurrence.Gift(FAN, 114, 2, 2, 7))));

        // user, giftId, mergeKey, batchSize, comboCount, rank, expireDuration, slotDisplayDuration,
        // deviceHash, state
        assertThat(fields(feed.getGiftFeeds(0).toByteString()))
                .containsExactly(2, 4, 6, 7, 8, 9, 10, 12, 16, 18);
        assertThat(feed.getGiftFeedsList())
                .extracting("mergeKey")
                .containsOnly("100000005-7-114-2");
        assertThat(feed.getGiftFeedsList()).extracting("comboCount").containsExactly(1, 2);
        assertThat(feed.getGiftFeeds(0).getExpireDuration()).isEqualTo(300_000);
    }

    @Test
    void fieldsAscendAtEveryLevel() throws IOException {
        var everything = new Push(
                COUNTERS,
                List.of(
                        new Occurrence.Gift(FAN, 1, 1, 1, 1),
                        new Occurrence.Like(FAN),
                        new Occurrence.Chat(FAN, 1, "#1 你好")));
        var frame =
                message(frames(everything, Set.of(Quirk.UNKNOWN_FIELDS), TIME).getFirst());

        assertThat(fields(ByteString.copyFrom(frame))).isSorted().containsExactly(1, 2, 3, 4);
        var feed = SocketMessage.parseFrom(frame).getPayload();
        assertThat(fields(feed)).isSorted().containsExactly(1, 2, 5, 5, 8, 9, 77, 77);
        var comment = SCWebFeedPush.parseFrom(feed).getCommentFeeds(1).toByteString();
        assertThat(fields(comment)).isSorted().containsExactly(2, 3, 4, 7, 8, 77, 77);
    }

    @Test
    void aCompressedPushIsGzip() throws IOException {
        var message = SocketMessage.parseFrom(message(push(Quirk.COMPRESSED).getFirst()));

        assertThat(message.getCompressionType()).isEqualTo(CompressionType.GZIP);
        var inflated = new GZIPInputStream(message.getPayload().newInput()).readAllBytes();
        assertThat(SCWebFeedPush.parseFrom(inflated).getCommentFeedsCount()).isEqualTo(2);
    }

    @Test
    void anEncryptedPushIsAesWithThePublicKey() throws Exception {
        var message = SocketMessage.parseFrom(message(push(Quirk.ENCRYPTED).getFirst()));
        var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec("PPbzKKL7NB15leYy".getBytes(), "AES"),
                new IvParameterSpec("JRODKJiolJ9xqso0".getBytes()));

        assertThat(message.getCompressionType()).isEqualTo(CompressionType.AES);
        var plain = cipher.doFinal(message.getPayload().toByteArray());
        assertThat(SCWebFeedPush.parseFrom(plain).getCommentFeedsCount()).isEqualTo(2);
    }

    @Test
    void theEnvelopeMayLeaveOutHowItIsPackedAndWhen() throws IOException {
        var frame = message(push(Quirk.UNPACKED, Quirk.NO_TIME).getFirst());

        assertThat(fields(ByteString.copyFrom(frame))).containsExactly(1, 3);
    }

    @Test
    void companionsFollowAPush() throws IOException {
        var frames =
                push(Quirk.UNREADABLE, Quirk.UNKNOWN_TYPES, Quirk.RICH_TEXT, Quirk.AUDIENCE_LIST);

        var types = new ArrayList<Integer>();
        for (var frame : frames) {
            types.add(SocketMessage.parseFrom(message(frame)).getPayloadTypeValue());
        }
        assertThat(types).containsExactly(310, 310, 943, 1131, 829, 340);
        var unreadable = SocketMessage.parseFrom(message(frames.getFirst())).getPayload();
        assertThatThrownBy(() -> SCWebFeedPush.parseFrom(unreadable))
                .isInstanceOf(InvalidProtocolBufferException.class);
        var rich = SocketMessage.parseFrom(message(frames.get(4))).getPayload();
        assertThat(SCCommentZoneRichText.parseFrom(rich).getMessageCount()).isEqualTo(2);
        var audience = SocketMessage.parseFrom(message(frames.get(5))).getPayload();
        assertThat(SCWebLiveWatchingUsers.parseFrom(audience).getWatchingUserCount())
                .isEqualTo(30);
    }

    @Test
    void aGluedPushIsTwoMessagesInOneWrite() throws IOException {
        var frame = push(Quirk.GLUED).getFirst().bytes();

        var contents = new ArrayList<String>();
        while (frame.isReadable()) {
            var message = SocketMessage.parseFrom(next(frame));
            SCWebFeedPush.parseFrom(message.getPayload())
                    .getCommentFeedsList()
                    .forEach(comment -> contents.add(comment.getContent()));
        }
        assertThat(contents).containsExactly("#1 你好", "#2 666");
    }

    @Test
    void aFragmentedPushIsThreeFrames() {
        var whole = message(push().getFirst());
        var bytes = push(Quirk.FRAGMENTED).getFirst().bytes();

        var flags = new ArrayList<Integer>();
        var parts = Unpooled.buffer();
        while (bytes.isReadable()) {
            flags.add((int) bytes.getUnsignedByte(bytes.readerIndex()));
            parts.writeBytes(next(bytes));
        }
        assertThat(flags).containsExactly(0x02, 0x00, 0x80);
        assertThat(ByteBufUtil.getBytes(parts)).isEqualTo(whole);
    }

    @ParameterizedTest
    @EnumSource(HostileBytes.class)
    void hostileBytesAreTheSameEveryTime(HostileBytes kind) {
        var once = hostile(kind, TIME).getFirst().bytes();
        var again = hostile(kind, TIME).getFirst().bytes();

        assertThat(once.readableBytes()).isPositive();
        assertThat(once).isEqualTo(again);
    }

    @Test
    void oversizedAndTextFramesSayWhatTheyAre() {
        var oversized = hostile(HostileBytes.OVERSIZED, TIME).getFirst().bytes();
        var text = hostile(HostileBytes.TEXT_FRAME, TIME).getFirst().bytes();

        // FIN and binary, 64-bit length of 2 GiB
        assertThat(ByteBufUtil.hexDump(oversized, 0, 10)).isEqualTo("827f" + "0000000080000000");
        // FIN and text
        assertThat(ByteBufUtil.hexDump(text, 0, 1)).isEqualTo("81");
    }

    @Test
    void nestedBytesAreWellFormedAllTheWayDown() throws IOException {
        var message = SocketMessage.parseFrom(
                message(hostile(HostileBytes.NESTED, TIME).getFirst()));

        var depth = 0;
        for (var inner = message.getPayload(); !inner.isEmpty(); depth++) {
            var in = inner.newCodedInput();
            assertThat(in.readTag()).isEqualTo(5 << 3 | 2);
            inner = in.readBytes();
            assertThat(in.isAtEnd()).isTrue();
        }
        assertThat(depth).isEqualTo(10_000);
    }

    @Test
    void aBombIsSmallAndInflatesToAQuarterOfAGigabyte() throws IOException {
        var message =
                SocketMessage.parseFrom(message(hostile(HostileBytes.BOMB, TIME).getFirst()));

        assertThat(message.getPayload().size()).isLessThan(1 << 20);
        try (var zeros = new GZIPInputStream(
                new ByteArrayInputStream(message.getPayload().toByteArray()))) {
            assertThat(zeros.skip(Long.MAX_VALUE)).isEqualTo(256L << 20);
        }
    }

    @Test
    void streamIdsAreElevenCharactersAndNew() {
        assertThat(wire.streamId("3xroom", 1))
                .matches("[A-Za-z0-9_-]{11}")
                .isEqualTo(wire.streamId("3xroom", 1))
                .isNotEqualTo(wire.streamId("3xroom", 2))
                .isNotEqualTo(wire.streamId("3xother", 1));
    }

    private List<WireFrame> push(Quirk... quirks) {
        var push = new Push(
                COUNTERS,
                List.of(
                        new Occurrence.Chat(VIEWER, 1, "#1 你好"),
                        new Occurrence.Chat(VIEWER, 2, "#2 666")));
        return frames(push, Set.of(quirks), TIME);
    }

    private List<WireFrame> frames(Push push, Set<Quirk> quirks, long nowMillis) {
        return kept(wire.push("3xroom", push, quirks, nowMillis));
    }

    private List<WireFrame> hostile(HostileBytes kind, long nowMillis) {
        return kept(wire.hostile("3xroom", kind, nowMillis));
    }

    private List<WireFrame> kept(List<WireFrame> frames) {
        toRelease.addAll(frames);
        return frames;
    }

    private byte[] one(Push push) {
        return message(frames(push, Set.of(), TIME).getFirst());
    }

    private SCWebFeedPush feed(Push push) throws IOException {
        return SCWebFeedPush.parseFrom(SocketMessage.parseFrom(one(push)).getPayload());
    }

    private static byte[] message(WireFrame frame) {
        return next(frame.bytes().duplicate());
    }

    /** Takes one WebSocket frame off the front and gives what is in it. */
    private static byte[] next(ByteBuf bytes) {
        bytes.skipBytes(1);
        var length = (int) bytes.readUnsignedByte();
        if (length == 126) {
            length = bytes.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(bytes.readLong());
        }
        var message = new byte[length];
        bytes.readBytes(message);
        return message;
    }

    private static List<Integer> fields(ByteString message) throws IOException {
        var numbers = new ArrayList<Integer>();
        CodedInputStream in = message.newCodedInput();
        for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
            numbers.add(WireFormat.getTagFieldNumber(tag));
            in.skipField(tag);
        }
        return numbers;
    }
}
