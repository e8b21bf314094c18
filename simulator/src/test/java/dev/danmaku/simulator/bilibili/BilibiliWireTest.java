package dev.danmaku.simulator.bilibili;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.simulator.bilibili.wire.GiftMessage;
import dev.danmaku.simulator.bilibili.wire.InteractWord;
import dev.danmaku.simulator.room.Content;
import dev.danmaku.simulator.room.Counters;
import dev.danmaku.simulator.room.Occurrence;
import dev.danmaku.simulator.room.Push;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Viewer;
import dev.danmaku.simulator.room.WireFrame;

import io.netty.buffer.ByteBufUtil;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

class BilibiliWireTest {
    private static final String ROOM = "21852";
    private static final long TIME = 1_791_089_897_065L;
    private static final Counters COUNTERS = new Counters("3309", "98.5万");
    /** Fan and guard, by the number. */
    private static final Viewer GUARD = new Viewer("3xa", 100_000_005, "小明", "AAECAw==");

    private static final Viewer PLAIN = new Viewer("3xb", 100_000_000, "阿强", "AAECAw==");

    /** Captured: one message of version 2 with two packets in it. */
    private static final String CAPTURED_ZLIB =
            "0000008000100002000000050000000078da626060086610600001561051ad949c9ba264a5e4efe7e3e9e71a1fe4e8e7"
                    + "1d1f66a4a4a394925892a86455ad9493595ca264151daba3549498971d5f525990aa64a5949e9f93a20b1250aaad6560"
                    + "60b02364a4b37fa85f0892a9c9f9a579254a5606b5b580000000ffff810e2482";

    /** Captured: an entry as an anonymous connection sees it. */
    private static final String CAPTURED_ENTRY =
            "EgRsKioqIgEBKAEw3KoBOOm5h9YGQOncm6qQNEosCJOrIRATGgnmiZjpqazlpLQgpLqeBijAgYMGMMCBgwY4wIGDBmDcqgFo4QtiAHi8h86T1djO7RiaAQCy"
                    + "AcABElIKBGwqKioSSmh0dHBzOi8vaTIuaGRzbGIuY29tL2Jmcy9mYWNlL2M1NjY2MWZlZTFhMzhkZDg5NDRlOGRmYzczOGVhNjZjMjVjY2U0NmUuanBnGmQK"
                    + "CeaJmOmprOWktBATGMCBgwYgwIGDBijAgYMGMKS6ngY4hT1Qk6shYOELegkjOTE5Mjk4Q0OCAQkjOTE5Mjk4Q0OKAQkjOTE5Mjk4Q0OSAQcjRkZGRkZGmgEJ"
                    + "IzkxOTI5OEU2IgIIBzIAugF6CkpodHRwczovL2kwLmhkc2xiLmNvbS9iZnMvbGl2ZS9iYjg4NzM0NTU4YzYzODNhNGNmYjVmYTE2Yzk3NDlkNTI5MGQ5NWU4"
                    + "LnBuZxIq5pu+57uP5rS76LeD6L+H77yM6L+R5pyf5LiO5L2g5LqS5Yqo6L6D5bCRGATCAQA=";

    private final BilibiliWire wire = new BilibiliWire(new Content(1));
    private final List<WireFrame> toRelease = new ArrayList<>();

    @AfterEach
    void release() {
        toRelease.forEach(WireFrame::release);
    }

    private List<WireFrame> kept(List<WireFrame> frames) {
        toRelease.addAll(frames);
        return frames;
    }

    @Test
    void packetsHaveTheBytesOfTheCaptures() {
        assertThat(HexFormat.of().formatHex(BilibiliWire.authReply(0, 1)))
                .isEqualTo(
                        "0000001a" // length
                                + "0010" // of the header
                                + "0001" // version
                                + "00000008" // operation
                                + "00000000" // sequence
                                + HexFormat.of().formatHex("{\"code\":0}".getBytes(UTF_8)));
        var captured = HexFormat.of().parseHex(CAPTURED_ZLIB);
        var body = new byte[captured.length - 16];
        System.arraycopy(captured, 16, body, 0, body.length);

        var packets = Packet.joined(List.of(
                Packet.message(
                        "{\"cmd\":\"ONLINE_RANK_V2\",\"data\":{\"list\":[],\"rank_type\":\"gold-rank\"}}"),
                Packet.message("{\"cmd\":\"ONLINE_RANK_COUNT\",\"data\":{\"count\":0}}")));
        assertThat(Caller.inflate(2, body)).isEqualTo(packets);
    }

    @Test
    void zlibIsWrittenAsGoWritesIt() {
        var bytes = "{\"cmd\":\"A\"}".repeat(5_000).getBytes(UTF_8);

        var zlib = Packing.ZLIB.compress(bytes);

        assertThat(HexFormat.of().formatHex(zlib)).startsWith("78da").contains("0000ffff");
        assertThat(Caller.inflate(2, zlib)).isEqualTo(bytes);
    }

    @Test
    void theSumOfAnAccountIsAsPublished() {
        assertThat(Person.crc(3_499_295)).isEqualTo("c5c630b1");
    }

    @Test
    void aCapturedEntryReadsByOurSchema() throws IOException {
        var entry = InteractWord.parseFrom(Base64.getDecoder().decode(CAPTURED_ENTRY));

        assertThat(entry.getUid()).isZero();
        assertThat(entry.getUname()).isEqualTo("l***");
        assertThat(entry.getMsgType()).isEqualTo(1);
        assertThat(entry.getRoomid()).isEqualTo(21_852);
        assertThat(entry.getTimestamp()).isEqualTo(1_791_089_897);
        assertThat(entry.getScore()).isEqualTo(1_791_089_897_065L);
        assertThat(entry.getTriggerTime()).isEqualTo(1_791_089_895_976_174_524L);
        assertThat(entry.getFansMedal().getName()).isEqualTo("托马头");
        assertThat(entry.getFansMedal().getLevel()).isEqualTo(19);
        assertThat(entry.getFansMedal().getTargetId()).isEqualTo(546_195);
        assertThat(entry.getUinfo().getWealth().getLevel()).isEqualTo(7);
    }

    @Test
    void aSocketThatAskedForBrotliSeesThreeVersionsOnOneConnection() {
        var chats = new ArrayList<Occurrence>();
        LongStream.rangeClosed(1, 20).forEach(n -> chats.add(chat(n)));

        var frames = kept(wire.in(BilibiliWire.form(Packing.BROTLI))
                .push(ROOM, new Push(COUNTERS, chats), Set.of(), TIME));

        var messages = frames.stream().map(this::message).toList();
        assertThat(messages).extracting(BilibiliWireTest::version).containsExactly(3, 0);
    }

    @Test
    void aChatHasItsValuesInPlace() {
        var message = one(chat(7), Set.of());

        assertThat(message.path("cmd").asString()).isEqualTo("DANMU_MSG");
        var info = message.path("info");
        assertThat(info.size()).isEqualTo(17);
        assertThat(info.path(0).size()).isEqualTo(17);
        assertThat(info.at("/0/4").asLong()).isEqualTo(TIME);
        assertThat(info.at("/1").asString()).isEqualTo("#7 你好");
        assertThat(info.at("/2/0").asLong()).isEqualTo(3_546_000_100_000_005L);
        assertThat(info.at("/0/7").asString()).isEqualTo(Person.crc(3_546_000_100_000_005L));
        assertThat(info.at("/3/3").asLong()).isEqualTo(21_852);
        assertThat(info.at("/7").asInt()).isEqualTo(3);
        assertThat(info.at("/9/ts").asLong()).isEqualTo(TIME / 1_000);
        var extra = Json.tree(info.at("/0/15/extra").asString());
        assertThat(extra.path("content").asString()).isEqualTo("#7 你好");
        assertThat(extra.path("id_str").asString()).hasSize(16);
    }

    @Test
    void aChatMayBeBareMaskedAndCarryASuffix() {
        var message = one(chat(7), Set.of(Quirk.BARE, Quirk.MASKED, Quirk.SUFFIXED));

        assertThat(message.path("cmd").asString()).isEqualTo("DANMU_MSG:4:0:2:2:2:0");
        assertThat(message.at("/info").size()).isEqualTo(16);
        assertThat(message.at("/info/2/0").asLong()).isZero();
        assertThat(message.at("/info/2/1").asString()).isEqualTo("小***");
        assertThat(message.at("/info/3").isEmpty()).isTrue();
        assertThat(message.path("dm_v2").asString()).isEmpty();
    }

    @Test
    void aComboTellsItsTotalBesideEachGift() {
        var messages = all(
                List.of(
                        new Occurrence.Gift(PLAIN, 31_044, 2, 1, 4),
                        new Occurrence.Gift(PLAIN, 31_044, 2, 2, 4)),
                Set.of());

        assertThat(messages)
                .extracting(m -> m.path("cmd").asString())
                .startsWith("SEND_GIFT", "SEND_GIFT", "COMBO_SEND");
        assertThat(messages.get(0).at("/data/total_coin").asLong()).isEqualTo(10_400);
        assertThat(messages.get(0).at("/data/medal_info").isNull()).isTrue();
        assertThat(messages.get(2).at("/data/combo_total_coin").asLong()).isEqualTo(20_800);
        assertThat(messages.get(0).at("/data/tid").asString())
                .isNotEqualTo(messages.get(1).at("/data/tid").asString());
        assertThat(messages.get(0).at("/data/batch_combo_id"))
                .isEqualTo(messages.get(1).at("/data/batch_combo_id"));
    }

    @Test
    void whatIsPaidForABlindBoxIsTheBoxesPrice() throws IOException {
        var box = new Occurrence.Gift(GUARD, Gifts.BLIND_BOX, 1, 1, 1);

        var first = one(box, Set.of());
        assertThat(first.at("/data/price").asLong()).isEqualTo(2_000);
        assertThat(first.at("/data/total_coin").asLong()).isEqualTo(1_500);
        assertThat(first.at("/data/blind_gift/original_gift_price").asLong()).isEqualTo(1_500);

        var pb = one(box, Set.of(Quirk.SECOND_FORM)).at("/data/pb").asString();
        var second = GiftMessage.parseFrom(Base64.getDecoder().decode(pb));
        assertThat(second.getGifts(0).getTotalCoin()).isEqualTo(1_500);
        assertThat(second.getGifts(0).getTid()).isEqualTo(first.at("/data/tid").asString());
        assertThat(second.getBlind().getOriginalGiftName()).isEqualTo("心动盲盒");
    }

    @Test
    void paidThingsAreToldMoreThanOnce() {
        var superChat = new Occurrence.SuperChat(PLAIN, 3, "生日快乐", 5_000, Duration.ofMinutes(2));
        var membership = new Occurrence.Membership(PLAIN, 3, 2);

        var messages = all(List.of(superChat, membership), Set.of());

        assertThat(messages)
                .extracting(m -> m.path("cmd").asString())
                .startsWith(
                        "SUPER_CHAT_MESSAGE",
                        "SUPER_CHAT_MESSAGE_JPN",
                        "GUARD_BUY",
                        "USER_TOAST_MSG",
                        "USER_TOAST_MSG_V2",
                        "NOTICE_MSG");
        assertThat(messages.get(0).at("/data/price").asInt()).isEqualTo(50);
        assertThat(messages.get(0).at("/data/time").asInt()).isEqualTo(120);
        assertThat(messages.get(0).at("/data/id").isIntegralNumber()).isTrue();
        assertThat(messages.get(1).at("/data/id").isString()).isTrue();
        assertThat(messages.get(1).at("/data/id").asString())
                .isEqualTo(messages.get(0).at("/data/id").asString());
        assertThat(messages.get(2).at("/data/price").asLong()).isEqualTo(396_000);
        assertThat(messages.get(3).at("/data/payflow_id"))
                .isEqualTo(messages.get(4).at("/data/pay_info/payflow_id"));
    }

    @Test
    void entriesHaveTwoFormsAndGuardsAreWelcomedTwice() throws IOException {
        var first = all(List.of(new Occurrence.Enter(GUARD)), Set.of());
        assertThat(first)
                .extracting(m -> m.path("cmd").asString())
                .startsWith("INTERACT_WORD", "ENTRY_EFFECT");
        assertThat(first.get(0).at("/data/score").asLong()).isGreaterThan(TIME);

        var pb = one(new Occurrence.Enter(PLAIN), Set.of(Quirk.SECOND_FORM, Quirk.MASKED));
        var second = InteractWord.parseFrom(
                Base64.getDecoder().decode(pb.at("/data/pb").asString()));
        assertThat(second.getUid()).isZero();
        assertThat(second.getUname()).isEqualTo("阿***");
        assertThat(second.getTimestamp()).isEqualTo(TIME / 1_000);
    }

    @Test
    void countersAreNumbersAgain() {
        var messages = all(List.of(), Set.of());

        assertThat(messages)
                .extracting(m -> m.path("cmd").asString())
                .containsExactly("WATCHED_CHANGE", "ONLINE_RANK_COUNT", "LIKE_INFO_V3_UPDATE");
        assertThat(messages.get(1).at("/data/online_count").asLong()).isEqualTo(3_309);
        assertThat(messages.get(2).at("/data/click_count").asLong()).isEqualTo(985_000);
        assertThat(CounterMessages.number("1000+")).isEqualTo(1_000);
    }

    @Test
    void aGluedPushHoldsPlainAndPackedPacketsInOneMessage() {
        var chats = new ArrayList<Occurrence>();
        LongStream.rangeClosed(1, 4).forEach(n -> chats.add(chat(n)));

        var frames = kept(wire.in(BilibiliWire.form(Packing.ZLIB))
                .push(ROOM, new Push(COUNTERS, chats), Set.of(Quirk.GLUED), TIME));

        assertThat(frames).hasSize(1);
        var read = read(frames);
        assertThat(read).extracting(Caller.Read::outer).containsExactly(0, 0, 0, 0, 0, 2, 2);
    }

    @Test
    void aLongPushTravelsInPortions() {
        var chats = new ArrayList<Occurrence>();
        LongStream.rangeClosed(1, 200).forEach(n -> chats.add(chat(n)));

        var frames = kept(wire.push(ROOM, new Push(COUNTERS, chats), Set.of(), TIME));

        assertThat(frames.size()).isGreaterThan(3);
        assertThat(frames).allMatch(frame -> frame.payload().readableBytes() <= 64 << 10);
        assertThat(read(frames)).hasSize(203);
    }

    private static Occurrence.Chat chat(long sequence) {
        return new Occurrence.Chat(GUARD, sequence, "#" + sequence + " 你好");
    }

    private JsonNode one(Occurrence occurrence, Set<Quirk> quirks) {
        return all(List.of(occurrence), quirks).getFirst();
    }

    private List<JsonNode> all(List<Occurrence> occurrences, Set<Quirk> quirks) {
        var frames = kept(wire.push(ROOM, new Push(COUNTERS, occurrences), quirks, TIME));
        return read(frames).stream().map(read -> Json.tree(read.body())).toList();
    }

    private List<Caller.Read> read(List<WireFrame> frames) {
        return Caller.packets(frames.stream().map(this::message).toList());
    }

    private byte[] message(WireFrame frame) {
        return ByteBufUtil.getBytes(frame.stream());
    }

    private static int version(byte[] packet) {
        return packet[7];
    }
}
