package dev.danmaku.platforms.bilibili;

import static dev.danmaku.platforms.bilibili.Bytes.joined;
import static dev.danmaku.platforms.bilibili.Bytes.packet;
import static dev.danmaku.platforms.bilibili.Bytes.zlib;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.danmaku.platforms.Platforms;
import dev.danmaku.platforms.Promises;
import dev.danmaku.platforms.bilibili.lookup.RoomPass;
import dev.danmaku.platforms.session.Dialogue;
import dev.danmaku.platforms.session.HeardLine;
import dev.danmaku.room.Platform;

import org.junit.jupiter.api.Timeout;

import java.util.Base64;
import java.util.List;

/** Any bytes at all: the stored ones in each build, new ones by {@code bench/fuzz}. */
@Timeout(20)
class BilibiliFuzzTest {
    private static final long NOW = 1_791_090_000_000L;
    private static final byte[] AUTH_REPLY = packet(1, 8, "{\"code\":0}".getBytes(UTF_8));
    private static final byte[] CHAT =
            Bytes.message("{\"cmd\":\"DANMU_MSG\",\"info\":[[],\"hi\",[7,\"ann\"]]}");

    /** As a message, and as the body of a packet, of whatever kind: few inputs get past the header by chance. */
    @FuzzTest(maxDuration = "10m")
    void anyBytesGiveEventsOrAReason(byte[] bytes) {
        isReadOrRefused(bytes);
        howeverCutTheyAreTheSame(joined(AUTH_REPLY, bytes));

        var message = packet(0, Packet.MESSAGE, bytes);
        isReadOrRefused(message);
        howeverPackedTheyAreTheSame(message);
        howeverCutTheyAreTheSame(joined(AUTH_REPLY, message, CHAT));
        isReadOrRefused(packet(Packet.ZLIB, Packet.MESSAGE, bytes));
        isReadOrRefused(packet(Packet.BROTLI, Packet.MESSAGE, bytes));
    }

    /** The messages that hold base64 of protobuf, whose lengths and checks hardly any change of the text survives. */
    @FuzzTest(maxDuration = "2m")
    void anyProtobufGivesEventsOrAReason(byte[] bytes) {
        var text = Base64.getEncoder().encodeToString(bytes);

        for (var command : List.of("SEND_GIFT_V2", "INTERACT_WORD_V2")) {
            isReadOrRefused(Bytes.message(
                    "{\"cmd\":\"%s\",\"data\":{\"pb\":\"%s\"}}".formatted(command, text)));
        }
        isReadOrRefused(Bytes.message("{\"cmd\":\"DANMU_MSG\",\"dm_v2\":\"%s\"}".formatted(text)));
    }

    private static void isReadOrRefused(byte[] bytes) {
        Promises.keptBy(BilibiliDecoder::new, bytes, NOW);
        var decoder = Platforms.decoder(Platform.BILIBILI);
        decoder.decode(bytes, NOW);
        assertThat(Promises.chats(decoder.decode(CHAT, NOW))).isEqualTo(1);
    }

    private static void howeverPackedTheyAreTheSame(byte[] message) {
        var plain = new BilibiliDecoder().decode(message, NOW);
        assertThat(new BilibiliDecoder().decode(zlib(message), NOW)).isEqualTo(plain);
        assertThat(new BilibiliDecoder().decode(zlib(zlib(message)), NOW)).isEqualTo(plain);
    }

    private static void howeverCutTheyAreTheSame(byte[] stream) {
        HeardLine.sameHoweverCut(stream, NOW, BilibiliFuzzTest::dialogue);
    }

    private static Dialogue dialogue() {
        return new BilibiliDialogue(
                new RoomPass(545_068, 99, 0, "AB-infoc"),
                "t0ken",
                new RoomMessages("545068", "1700000000", 99),
                _ -> {},
                true);
    }
}
