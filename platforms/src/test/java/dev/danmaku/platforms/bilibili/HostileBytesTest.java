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

import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Emote;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.platforms.FrameDecoder.Decoded;
import dev.danmaku.platforms.MutatedFrames;
import dev.danmaku.platforms.Promises;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Whatever the bytes are: events of the schema or a named reason, never anything else. */
@Timeout(120)
class HostileBytesTest {
    private static final int MUTATIONS = 10_000;
    private static final int SEED = 20_190_420;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final byte[] CHAT = message("""
            {"cmd":"DANMU_MSG","info":[[0,1,25,16777215,1791089999123,-5,0,"c5c630b1",0,0,0,"",1,{"url":"u"},"{}",\
            {"extra":"{\\"id_str\\":\\"4a8b\\"}"}],"你好",[7,"ann",1,0,0,10000,1,""],[21,"m"],[0],[],0,3,null,\
            {"ts":1791089999,"ct":"A"},0,0,null,null,0,7,[33]]}""");
    private static final byte[] GIFT = message("""
            {"cmd":"SEND_GIFT","data":{"uid":7,"uname":"ann","giftId":1,"num":2,"price":9223372036854775807,\
            "coin_type":"gold","batch_combo_id":"b","combo_total_coin":7}}""");
    private static final byte[] ENTRY = message(
            "{\"cmd\":\"INTERACT_WORD_V2\",\"data\":{\"pb\":\"EgRsKioqIgEBKAEw3KoBOOm5h9YGQOncm6qQNA==\"}}");
    private static final List<byte[]> SEEDS = List.of(
            CHAT,
            GIFT,
            ENTRY,
            zlib(CHAT, GIFT),
            brotli(),
            zlib(zlib(ENTRY)),
            joined(CHAT, packet(1, 3, new byte[] {0, 0, 1, 1}), new byte[] {1, 2}),
            packet(1, 8, "{\"code\":0}".getBytes(UTF_8)));

    @Test
    void mutatedFramesGiveEventsOrAReasonInOneConnection() {
        var started = System.nanoTime();

        var decoded = MutatedFrames.decoded(
                new BilibiliDecoder(), SEEDS, MUTATIONS, SEED, MutatedFrames::mutated);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(LIMIT);
        assertThat(decoded.malformed()).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
    }

    @Test
    void jsonOfEndlessDepthIsRefused() {
        var depth = 100_000;

        assertMalformed(message("[".repeat(depth)), "json: ");
        assertMalformed(message("{\"cmd\":\"A\",\"data\":" + "[".repeat(depth)), "json: ");
        assertMalformed(message("{\"a\":".repeat(depth)), "json: ");
    }

    @Test
    void jsonOfEndlessBreadthIsRefused() {
        var wide = "{\"cmd\":\"A\",\"data\":[" + "{},".repeat(250_000) + "{}]}";

        assertMalformed(message(wide), "json: ");
    }

    @Test
    void giftsByTheMillionAreRefusedBeforeTheyAreObjects() {
        // Each is an empty message of two bytes; some have an id, so that they do not pack too
        // well.
        var gifts = new ByteArrayOutputStream();
        var random = new Random(SEED);
        while (gifts.size() < 2_900_000) {
            gifts.writeBytes(random.nextInt(8) == 0 ? hex("52 02 08 01") : hex("52 00"));
        }
        var text = Base64.getEncoder().encodeToString(gifts.toByteArray());
        var frame = zlib(message("{\"cmd\":\"SEND_GIFT_V2\",\"data\":{\"pb\":\"" + text + "\"}}"));

        assertThat(Promises.keptBy(BilibiliDecoder::new, frame, 0))
                .isEqualTo(new Decoded.Malformed("gift: %d characters".formatted(text.length())));
    }

    @Test
    void moreGiftsAtOnceThanAnybodyEverSentAreRefused() {
        assertMalformed(gifts(GiftEvents.MAX_GIFTS + 1), "1001 gifts at once");
    }

    @Test
    void theEventsOfOneMessageAreBounded() {
        var many =
                joined(Collections.nCopies(30, gifts(GiftEvents.MAX_GIFTS)).toArray(byte[][]::new));

        assertThat(Promises.keptBy(BilibiliDecoder::new, many, 0))
                .isInstanceOfSatisfying(
                        Decoded.Events.class,
                        heard -> assertThat(heard.events()).hasSize(Gathered.MAX_EVENTS));
    }

    @Test
    void ranksOfNobodyAreNoRanks() {
        var rank =
                message("{\"cmd\":\"ONLINE_RANK_V2\",\"data\":{\"list\":[0,{},[],{\"uid\":7}]}}");

        assertThat(new BilibiliDecoder().decode(rank, 0))
                .isInstanceOfSatisfying(
                        Decoded.Events.class,
                        heard -> assertThat(((Rank) heard.events().getFirst().body()).users())
                                .extracting(ranked -> ranked.user().id())
                                .containsExactly("7"));
    }

    @Test
    void halfACharacterIsNoText() {
        var chat = message("{\"cmd\":\"DANMU_MSG\",\"info\":[[0,0,0,0,0,0,0,0,0,0,0,0,0,"
                + "\"{\\\"url\\\":\\\"u\\\\ud800\\\"}\",0,{\"extra\":\"{\\\"reply_uname\\\":\\\"\\\\udc00\\\"}\"}],"
                + "\"a\\ud800b\\ud83d\\ude00\",[7,\"ann\"]]}");

        assertThat(Promises.keptBy(BilibiliDecoder::new, chat, 0))
                .isInstanceOfSatisfying(
                        Decoded.Events.class,
                        heard -> assertThat(heard.events().getFirst().body())
                                .isInstanceOfSatisfying(Chat.class, said -> {
                                    assertThat(said.text()).isEqualTo("a?b😀");
                                    assertThat(said.emote()).isEqualTo(new Emote(null, "u?"));
                                    assertThat(said.replyTo()).isEqualTo("?");
                                }));
    }

    private static byte[] gifts(int count) {
        var text = Base64.getEncoder().encodeToString(hex("5200".repeat(count)));
        return message("{\"cmd\":\"SEND_GIFT_V2\",\"data\":{\"pb\":\"" + text + "\"}}");
    }

    @Test
    void whatIsNoMessageIsRefused() {
        assertMalformed(message(""), "");
        assertMalformed(message("[]"), "a message without a command");
        assertMalformed(message("{\"cmd\":7}"), "a message without a command");
        assertMalformed(message("{\"cmd\":\"DANMU_MSG\"}"), "a chat without its text");
        assertMalformed(packet(0, 5, new byte[] {'"', (byte) 0xff, '"'}), "json: ");
        assertMalformed(packet(9, 5, "{}".getBytes(UTF_8)), "a message of version 9");
        assertMalformed(packet(3, 5, "no brotli".getBytes(UTF_8)), "brotli: ");
        assertMalformed(packet(2, 5, "no zlib".getBytes(UTF_8)), "zlib: ");
        assertMalformed(brotliBomb(), "brotli: ");
        assertMalformed(new byte[Unpack.MAX_BYTES + 1], "a message of");
        assertMalformed(
                message("{\"cmd\":\"SEND_GIFT_V2\",\"data\":{\"pb\":\"!\"}}"), "gift: no base64");
        assertMalformed(
                message("{\"cmd\":\"INTERACT_WORD_V2\",\"data\":{\"pb\":\"CA==\"}}"),
                "interact word: ");
    }

    @Test
    void aMessageOfVersionOneIsPlain() {
        var plain = packet(1, 5, Arrays.copyOfRange(CHAT, 16, CHAT.length));

        assertThat(new BilibiliDecoder().decode(plain, 0))
                .isInstanceOfSatisfying(
                        Decoded.Events.class,
                        heard -> assertThat(heard.events()).hasSize(1));
    }

    private static void assertMalformed(byte[] frame, String reason) {
        assertThat(new BilibiliDecoder().decode(frame, 0))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed -> assertThat(malformed.reason()).startsWith(reason));
    }
}
