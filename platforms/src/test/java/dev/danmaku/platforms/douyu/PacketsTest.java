package dev.danmaku.platforms.douyu;

import static dev.danmaku.platforms.douyu.Wire.hex;
import static dev.danmaku.platforms.douyu.Wire.joined;
import static dev.danmaku.platforms.douyu.Wire.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class PacketsTest {
    private static final int SEED = 690;
    private static final int ROUNDS = 300;

    private final Packets packets = new Packets();

    @Test
    void whatWeSayIsWrittenAsRecorded() {
        assertThat(ClientMessages.heartbeat())
                .isEqualTo(hex(
                        "14000000", // 20 bytes follow
                        "14000000", // once more
                        "b102 00 00", // from a client
                        "74797065403d6d726b6c2f", // type@=mrkl/
                        "00"));
        assertThat(ClientMessages.login("9999"))
                .isEqualTo(hex(
                        "25000000 25000000 b102 00 00",
                        "74797065403d6c6f67696e7265712f726f6f6d6964403d393939392f",
                        "00"));
        assertThat(ClientMessages.joinGroup("9999"))
                .isEqualTo(hex(
                        "2e000000 2e000000 b102 00 00",
                        "74797065403d6a6f696e67726f75702f726964403d393939392f676964403d2d393939392f",
                        "00"));
    }

    @Test
    void severalPacketsOfOneMessageComeInOrder() throws Exception {
        packets.add(joined(packet("a@=1/"), packet("b@=2/"), packet("弹幕")));

        assertThat(bodies()).containsExactly("a@=1/", "b@=2/", "弹幕");
    }

    @Test
    void packetsCutAtEveryPlaceComeTheSame() throws Exception {
        var whole = joined(packet("type@=chatmsg/txt@=弹幕/"), packet(""), packet("x@=/"));

        for (var cut = 0; cut <= whole.length; cut++) {
            packets.add(Arrays.copyOf(whole, cut));
            var bodies = bodies();
            packets.add(Arrays.copyOfRange(whole, cut, whole.length));
            bodies.addAll(bodies());

            assertThat(bodies).containsExactly("type@=chatmsg/txt@=弹幕/", "", "x@=/");
        }
    }

    @Test
    void packetsCutAnywhereComeTheSame() throws Exception {
        var random = new Random(SEED);
        for (var round = 0; round < ROUNDS; round++) {
            var sent = new ArrayList<String>();
            var stream = new byte[0];
            for (var n = random.nextInt(12); n >= 0; n--) {
                var body = "x".repeat(random.nextInt(400)) + n;
                sent.add(body);
                stream = joined(stream, packet(body));
            }

            var heard = new ArrayList<String>();
            for (var at = 0; at < stream.length; ) {
                var to = Math.min(stream.length, at + random.nextInt(200));
                packets.add(Arrays.copyOfRange(stream, at, to));
                heard.addAll(bodies());
                at = to;
            }

            assertThat(heard).isEqualTo(sent);
        }
    }

    @Test
    void aLargePacketInSingleBytesIsNotCopiedForEach() throws Exception {
        var packet = packet("x".repeat(Packets.MAX_LENGTH - 9));

        for (var b : packet) {
            packets.add(new byte[] {b});
            if (packets.next()) {
                assertThat(packets.bodyTo() - packets.bodyFrom()).isEqualTo(Packets.MAX_LENGTH - 9);
                return;
            }
        }

        throw new AssertionError("the packet never came whole");
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, a packet of length 0",
        "08000000, a packet of length 8",
        "00000080, a packet of length 2147483648",
        "ffffffff, a packet of length 4294967295",
        "01001000, a packet of length 1048577",
        "0900000008000000, a packet of length 9 and of length 8"
    })
    void lengthsThatCannotBeAreNamed(String header, String reason) {
        packets.add(hex(header));

        assertThatThrownBy(packets::next).isInstanceOf(OutOfStep.class).hasMessage(reason);
    }

    @Test
    void aPacketWithoutItsZeroCostsItself() throws Exception {
        var open = packet("type@=mrkl/");
        open[open.length - 1] = 'x';
        var types = new ArrayList<String>();

        var bad = new Messages().read(joined(open, packet("type@=pingreq/")), (type, _) -> {
            types.add(type);
            return true;
        });

        assertThat(bad).isEqualTo("a packet without its closing zero");
        assertThat(types).containsExactly("pingreq");
    }

    private List<String> bodies() throws OutOfStep {
        var bodies = new ArrayList<String>();
        while (packets.next()) {
            var length = packets.bodyTo() - packets.bodyFrom();
            bodies.add(new String(packets.bytes(), packets.bodyFrom(), length, UTF_8));
        }
        return bodies;
    }
}
