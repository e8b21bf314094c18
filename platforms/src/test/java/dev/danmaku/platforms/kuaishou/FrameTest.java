package dev.danmaku.platforms.kuaishou;

import static dev.danmaku.platforms.kuaishou.Bytes.frame;
import static dev.danmaku.platforms.kuaishou.Bytes.gzip;
import static dev.danmaku.platforms.kuaishou.Bytes.hex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;

import dev.danmaku.platforms.Slice;
import dev.danmaku.platforms.kuaishou.wire.CSWebEnterRoom;
import dev.danmaku.platforms.kuaishou.wire.CompressionType;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.SCWebFeedPush;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

class FrameTest {
    private static final SCWebFeedPush PUSH =
            SCWebFeedPush.newBuilder().setDisplayWatchingCount("12").build();

    @Test
    void theAckSaysHowOftenTheHeartBeats() throws Exception {
        var bytes = hex(
                "08 ac02", // payload type 300, SC_ENTER_ROOM_ACK
                "10 01", // not compressed
                "1a 0a", // payload of 10 bytes
                "08 e807", // minReconnectMs 1000
                "10 8827", // maxReconnectMs 5000
                "18 a09c01"); // heartbeatIntervalMs 20000

        assertThat(Message.read(Frame.read(bytes)))
                .isEqualTo(new Message.Joined(Duration.ofSeconds(20)));
    }

    /** @param hex of heartbeatIntervalMs */
    @ParameterizedTest
    @CsvSource({
        "18 00, 20000", // 0 is absent: the usual
        "18 01, 50", // would spin
        "18 f403, 500",
        "18 80e59a77, 300000", // 250,000,000 ms would be silence
        "18 ffffffffffffffffff01, 300000" // 2^64 - 1
    })
    void anAckCannotMakeUsSpinOrFallSilent(String hex, long millis) throws Exception {
        var frame = new Frame(PayloadType.SC_ENTER_ROOM_ACK_VALUE, 1, Slice.of(hex(hex)), 0);

        assertThat(Message.read(frame)).isEqualTo(new Message.Joined(Duration.ofMillis(millis)));
    }

    @Test
    void anErrorKeepsThePlatformsWords() throws Exception {
        var bytes = hex(
                "08 67", // payload type 103, SC_ERROR
                "1a 0a", // payload of 10 bytes
                "08 9103", // code 401
                "12 03 626164", // msg "bad"
                "18 07"); // subCode 7

        assertThat(Message.read(Frame.read(bytes)))
                .isEqualTo(new Message.Failed(401, 7, "bad"))
                .hasToString("error 401/7 'bad'");
    }

    @Test
    void aFrameWithoutCompressionTypeAndTimeIsPlain() throws Exception {
        var bytes = hex(
                "08 b602", // payload type 310, SC_FEED_PUSH
                "1a 04", // payload of 4 bytes
                "0a 02 3132"); // displayWatchingCount "12"

        var frame = Frame.read(bytes);

        assertThat(frame.timeMillis()).isZero();
        assertThat(watching(frame)).isEqualTo("12");
    }

    @Test
    void fieldsThatTheSchemaLacksAreSkipped() throws Exception {
        var bytes = hex(
                "08 b602", // payload type 310, SC_FEED_PUSH
                "1a 0b", // payload of 11 bytes
                "0a 02 3132", // displayWatchingCount "12"
                "f8 06 01", // field 111, a varint
                "c2 3e 01 ff", // field 1000, one byte
                "ea 07 02 0000"); // field 125 of the envelope

        assertThat(watching(Frame.read(bytes))).isEqualTo("12");
    }

    @Test
    void gzipIsUnpacked() throws Exception {
        var bytes = frame(PayloadType.SC_FEED_PUSH, CompressionType.GZIP, gzip(PUSH.toByteArray()));

        assertThat(watching(Frame.read(bytes))).isEqualTo("12");
    }

    @Test
    void aGzipCutAnywhereIsMalformedAndDoesNotSpin() {
        var packed = gzip(PUSH.toByteArray());

        for (var length = 0; length < packed.size(); length++) {
            var cut = packed.substring(0, length);
            assertMalformed(
                    () -> Unpack.unpack(CompressionType.GZIP_VALUE, slice(cut)), "gzip: .*");
        }
    }

    @Test
    void aGzipBombIsMalformed() {
        var bomb = gzip(new byte[64 << 20]);

        assertMalformed(
                () -> Unpack.unpack(CompressionType.GZIP_VALUE, slice(bomb)),
                "gzip: 6.... bytes unpack to more than 2097152");
    }

    @Test
    void aSmallBombIsMalformedByItsRatio() {
        var bomb = gzip(new byte[1 << 20]);

        assertMalformed(
                () -> Unpack.unpack(CompressionType.GZIP_VALUE, slice(bomb)),
                "gzip: 10.. bytes unpack to more than 21....");
    }

    @Test
    void monotonousPayloadsOfOrdinarySizeAreNoBomb() throws Exception {
        var payload = new byte[60_000];
        Arrays.fill(payload, (byte) 'a');

        assertThat(Unpack.unpack(CompressionType.GZIP_VALUE, slice(gzip(payload)))
                        .copy())
                .isEqualTo(payload);
    }

    @Test
    void brokenCipherTextIsMalformed() {
        assertMalformed(
                () -> Unpack.unpack(CompressionType.AES_VALUE, Slice.of(new byte[15])), "aes: .*");
        assertMalformed(
                () -> Unpack.unpack(CompressionType.AES_VALUE, Slice.of(new byte[16])), "aes: .*");
    }

    @Test
    void anUnknownCompressionIsMalformed() {
        assertMalformed(() -> Unpack.unpack(4, Slice.EMPTY), "compression type 4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "1a 00", // no payload type
                "08 00 1a 00", // payload type 0
                "08 b602 1a 05 0a", // a payload longer than the frame
                "08 b6", // a varint cut
                "08 b602 1b", // a group that never ends
                "08 b602 1c", // the end of a group that never began
                "08 b602 20 ffffffffffffffffffff01", // a varint of eleven bytes
                "00 01", // field 0
                "ff ff ff ff ff"
            })
    void whatIsNoEnvelopeIsMalformed(String hex) {
        assertMalformed(() -> Frame.read(hex(hex)), "envelope: .*");
    }

    @Test
    void aMaximalFrameIsReadAndALargerOneIsNot() throws Exception {
        var text = "x".repeat((1 << 20) - 16);
        var payload = SCWebFeedPush.newBuilder().setDisplayWatchingCount(text).build();
        var bytes = frame(PayloadType.SC_FEED_PUSH, payload);
        assertThat(bytes.length).isGreaterThan(1 << 20).isLessThan(Frame.MAX_FRAME_BYTES);

        assertThat(watching(Frame.read(bytes))).isEqualTo(text);
        assertMalformed(
                () -> Frame.read(new byte[Frame.MAX_FRAME_BYTES + 1]), "a frame of .* bytes");
    }

    @Test
    void endlessNestingIsMalformed() {
        // Field 100 as a group that opens again and again: a3 06.
        var groups = hex("08 b602 1a 04 0a 02 3132 " + "a3 06 ".repeat(100_000));

        assertMalformed(() -> Frame.read(groups), "envelope: .*");
    }

    @Test
    void aMessageOfVeryManyEntriesIsMalformed() {
        // 2a 00: a comment without anything.
        var payload = hex("2a 00".repeat(Message.MAX_ENTRIES + 1));
        var frame = new Frame(PayloadType.SC_FEED_PUSH_VALUE, 1, Slice.of(payload), 0);

        assertMalformed(() -> Message.read(frame), "a message of 10001 entries");
    }

    @Test
    void timesOutOfReasonCountAsAbsent() throws Exception {
        assertThat(Frame.read(hex("08 65 20 ffffffffffffffff7f")).timeMillis()).isZero();
        assertThat(Frame.read(hex("08 65 20 01")).timeMillis()).isZero();
        assertThat(Frame.read(hex("08 65 20 8691a1d0bf33")).timeMillis())
                .isEqualTo(1_769_426_405_510L);
    }

    @Test
    void typesAreNamedOrNumbered() {
        assertThat(new Frame(943, 1, Slice.EMPTY, 0).typeName()).isEqualTo("943");
        assertThat(new Frame(412, 1, Slice.EMPTY, 0).typeName()).isEqualTo("SC_RIDE_CHANGED");
        assertThat(new Frame(-1, 1, Slice.EMPTY, 0).typeName()).isEqualTo("-1");
    }

    @Test
    void clientFramesAreToldApartByTheirNumber() {
        assertThat(List.of(1, 3, 4, 51, 200, 201, 202, 207, 299))
                .allMatch(type -> new Frame(type, 1, Slice.EMPTY, 0).fromClient());
        assertThat(List.of(-1, 101, 105, 300, 310, 829, 1131))
                .noneMatch(type -> new Frame(type, 1, Slice.EMPTY, 0).fromClient());
    }

    @Test
    void aMalformedFrameCarriesNoStackTrace() {
        assertThat(new MalformedFrame("why").getStackTrace()).isEmpty();
    }

    @Test
    void aHeartbeatIsWrittenAsABrowserDoes() {
        assertThat(ClientFrames.heartbeat(1_711_694_322_407L))
                .isEqualTo(hex("08 01 1a 07 08 e7b5bac7e831"));
    }

    @Test
    void userExitHasAnEmptyPayload() {
        assertThat(ClientFrames.userExit()).isEqualTo(hex("08 ca01 1a 00"));
    }

    @Test
    void enterRoomIsWrittenAsABrowserDoes() {
        var body = CSWebEnterRoom.newBuilder()
                .setToken("dG9r")
                .setLiveStreamId("XT8F1KPOf0c")
                .setReconnectCount(2)
                .setPageId("p_1")
                .build();

        assertThat(ClientFrames.enterRoom(body))
                .isEqualTo(hex(
                        "08 c801", // payload type 200, CS_ENTER_ROOM
                        "1a 1a", // payload of 26 bytes
                        "0a 04 64473972", // token
                        "12 0b " + ascii("XT8F1KPOf0c"), // liveStreamId
                        "18 02", // reconnectCount
                        "3a 03 " + ascii("p_1"))); // pageId
    }

    private static String watching(Frame frame) throws MalformedFrame {
        return ((Message.Feed) Message.read(frame)).push().watching().text();
    }

    private static Slice slice(ByteString bytes) {
        return Slice.of(bytes.toByteArray());
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertMalformed(ThrowingCallable reading, String reason) {
        assertThatExceptionOfType(MalformedFrame.class)
                .isThrownBy(reading)
                .satisfies(e -> assertThat(e.reason()).matches("(?s)" + reason));
    }
}
