package dev.danmaku.platforms.bilibili;

import static dev.danmaku.platforms.bilibili.Bytes.brotli;
import static dev.danmaku.platforms.bilibili.Bytes.brotliBomb;
import static dev.danmaku.platforms.bilibili.Bytes.hex;
import static dev.danmaku.platforms.bilibili.Bytes.joined;
import static dev.danmaku.platforms.bilibili.Bytes.message;
import static dev.danmaku.platforms.bilibili.Bytes.packet;
import static dev.danmaku.platforms.bilibili.Bytes.zlib;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

@Timeout(60)
class UnpackTest {
    private static final byte[] ONE = message("{\"cmd\":\"A\"}");
    private static final byte[] TWO = message("{\"cmd\":\"B\"}");

    @Test
    void aMessageHoldsPacketsOfEveryPacking() throws Exception {
        var unpacked = Unpack.message(joined(ONE, zlib(TWO, ONE), brotli(), TWO));

        assertThat(unpacked.trouble()).isNull();
        assertThat(unpacked.strayBytes()).isZero();
        assertThat(names(unpacked))
                .containsExactly("A", "B", "A", "WATCHED_CHANGE", "ONLINE_RANK_COUNT", "B");
    }

    @Test
    void whatIsNoWholePacketAfterOneIsDroppedAndCounted() throws Exception {
        var echo = "[object Object]".getBytes(UTF_8);
        var longEcho = "{\"any\":\"thing as long as a header\"}".getBytes(UTF_8);

        assertThat(Unpack.message(joined(ONE, echo)).strayBytes()).isEqualTo(echo.length);
        var unpacked = Unpack.message(joined(ONE, longEcho));
        assertThat(unpacked.strayBytes()).isEqualTo(longEcho.length);
        assertThat(unpacked.trouble()).isNull();
        assertThat(names(unpacked)).containsExactly("A");
    }

    @ParameterizedTest
    @CsvSource({
        "00000000 0010 0000 00000005 00000000, a packet length of 0 ",
        "0000000f 0010 0000 00000005 00000000, a packet length of 15 ",
        "80000000 0010 0000 00000005 00000000, a packet length of 2147483648 ",
        "00000010 0000 0000 00000005 00000000, a header length of 0 ",
        "00000010 000f 0000 00000005 00000000, a header length of 15 ",
        "00000010 0011 0000 00000005 00000000, a header length of 17 ",
        "00000011 0010 0000 00000005 00000000, a packet of 17 bytes is cut off",
        "00000010 0010 0009 00000005 00000000, a message of version 9",
        "00000010 0010 0002 00000005 00000000, zlib: the stream is cut off",
        "00000010 0010 0003 00000005 00000000, brotli",
        "0000, 2 bytes are no packet",
    })
    void everyBadHeaderHasItsReason(String bytes, String reason) {
        assertThat(Unpack.message(hex(bytes)).trouble()).startsWith(reason.strip());
    }

    @Test
    void aLongerHeaderIsHonoured() throws Exception {
        var frame = hex("0000001e 0012 0000 00000005 00000000 ffff", "7b22636d64223a2241227d00");

        var unpacked = Unpack.message(Arrays.copyOf(frame, 29));

        // 29 bytes of a packet of 30: cut; with its last byte a space it is whole.
        assertThat(unpacked.trouble()).contains("cut off");
        frame[29] = ' ';
        assertThat(names(Unpack.message(frame))).containsExactly("A");
    }

    @Test
    void anAnswerOfVersionThreeIsNotCompressed() {
        var reply = packet(3, 8, "{\"code\":0}".getBytes(UTF_8));

        var unpacked = Unpack.message(reply);

        assertThat(unpacked.trouble()).isNull();
        assertThat(unpacked.packets()).hasSize(1);
    }

    @Test
    void compressedInsideCompressedIsReadOnceAndNoDeeper() throws Exception {
        assertThat(names(Unpack.message(zlib(zlib(ONE))))).containsExactly("A");
        assertThat(Unpack.message(zlib(zlib(zlib(ONE)))).trouble())
                .isEqualTo("compressed more than 2 times");
    }

    @Test
    void bombsAreDefusedInEveryPacking() {
        assertThat(Unpack.message(zlib(new byte[8 << 20])).trouble())
                .contains("inflate to more than");
        assertThat(Unpack.message(brotliBomb()).trouble())
                .isEqualTo("brotli: 14 bytes inflate to more than 65536");
        assertThat(Unpack.message(joined(zlib(big()), zlib(big()), zlib(big()))).trouble())
                .contains("more than");
    }

    @Test
    void aMessageOfTooManyPacketsIsCutThere() {
        var empty = packet(0, 2, new byte[0]);
        var many = new byte[empty.length * (Unpack.MAX_PACKETS + 1)];
        for (var at = 0; at < many.length; at += empty.length) {
            System.arraycopy(empty, 0, many, at, empty.length);
        }

        var unpacked = Unpack.message(many);

        assertThat(unpacked.trouble()).contains("more than 10000 packets");
        assertThat(unpacked.packets()).hasSize(Unpack.MAX_PACKETS);
    }

    @Test
    void aStreamCutAnywhereEndsWithAReason() {
        for (var frame : List.of(zlib(ONE, TWO), brotli())) {
            for (var length = 16; length < frame.length; length++) {
                var version = frame[7];
                var cut = packet(version, 5, Arrays.copyOfRange(frame, 16, length));

                assertThat(Unpack.message(cut).trouble())
                        .as("cut at %d", length)
                        .isNotNull();
            }
        }
    }

    @Test
    void aTcpStreamGivesTheSamePacketsHoweverItIsCut() throws Exception {
        var random = new Random(2243);
        var parts = new ArrayList<byte[]>();
        var expected = new ArrayList<String>();
        for (var i = 0; i < 40; i++) {
            var name = "N" + i + "x".repeat(random.nextInt(400));
            expected.add(name);
            parts.add(message("{\"cmd\":\"%s\"}".formatted(name)));
        }
        var stream = joined(parts.toArray(byte[][]::new));

        for (var round = 0; round < 200; round++) {
            var packets = new TcpPackets();
            var heard = new ArrayList<String>();
            var most = 1 + random.nextInt(round < 20 ? 3 : 900);
            for (var at = 0; at < stream.length; ) {
                var next = Math.min(stream.length, at + 1 + random.nextInt(most));
                packets.add(Arrays.copyOfRange(stream, at, next));
                at = next;
                for (var packet = packets.next(); packet != null; packet = packets.next()) {
                    heard.addAll(names(Unpack.packet(packet)));
                }
            }
            assertThat(heard).isEqualTo(expected);
        }
    }

    /** Random bytes, which no packing makes smaller than a quarter of the bound. */
    private static byte[] big() {
        var text = new StringBuilder("{\"cmd\":\"A\",\"x\":\"");
        var random = new Random(7);
        while (text.length() < (2 << 20)) {
            text.append(Integer.toString(random.nextInt(1_000)));
            text.append("0".repeat(12));
        }
        return message(text.append("\"}").toString());
    }

    private static List<String> names(Unpacked unpacked) throws MalformedFrame {
        var names = new ArrayList<String>();
        for (var packet : unpacked.packets()) {
            names.add(Command.of(PacketJson.read(packet)).name());
        }
        return names;
    }
}
