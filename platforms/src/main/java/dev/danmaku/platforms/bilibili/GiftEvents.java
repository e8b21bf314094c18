package dev.danmaku.platforms.bilibili;

import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.platforms.EventKeys;
import dev.danmaku.platforms.bilibili.Users.Told;
import dev.danmaku.platforms.bilibili.wire.SendGift;
import dev.danmaku.platforms.bilibili.wire.SentGift;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * {@code SEND_GIFT} and {@code SEND_GIFT_V2}. Each tells what it adds; {@code COMBO_SEND} sums the same gifts up and is not read.
 * What was paid is the total: the price of a blind box is that of what came out.
 */
final class GiftEvents {
    /** In one message; more than a few were never seen. */
    static final int MAX_GIFTS = 1_000;

    private static final String GOLD = "gold";
    private static final String SILVER = "silver";
    private static final ProtobufText<SendGift> V2 = new ProtobufText<>("gift", SendGift.parser());

    private final Users users;

    GiftEvents(Users users) {
        this.users = users;
    }

    /** One gift, whichever way it was told. */
    private record Sent(
            String tid,
            String who,
            long id,
            String name,
            long count,
            long price,
            long totalCoin,
            String coinType,
            long sentMillis,
            String rnd,
            String comboId,
            long comboCount,
            long comboCoin) {}

    void add(Command command, Gathered events) {
        var data = command.data();
        var medal = data.path("medal_info");
        var uid = Fields.number(data.path("uid"));
        var name = Fields.text(data.path("uname"));
        var told = new Told(
                uid,
                name,
                Fields.text(data.path("face")),
                Fields.number(data.path("wealth_level")),
                Fields.text(medal.path("medal_name")),
                Fields.number(medal.path("medal_level")),
                false,
                Fields.number(data.path("guard_level")));
        var sent = new Sent(
                Fields.text(data.path("tid")),
                Users.identity(uid, name),
                Fields.number(data.path("giftId")),
                Fields.text(data.path("giftName")),
                Fields.number(data.path("num")),
                Fields.number(data.path("price")),
                data.has("total_coin") ? Fields.number(data.path("total_coin")) : -1,
                Fields.text(data.path("coin_type")),
                Times.ofSeconds(Fields.number(data.path("timestamp"))),
                Fields.text(data.path("rnd")),
                Fields.text(data.path("batch_combo_id")),
                comboCount(data),
                Fields.number(data.path("combo_total_coin")));
        add(users.user(told), sent, events);
    }

    void addV2(Command command, Gathered events) throws MalformedFrame {
        var gifts = V2.read(Fields.text(command.data().path("pb")));
        if (gifts.getGiftsCount() > MAX_GIFTS) {
            throw new MalformedFrame(gifts.getGiftsCount() + " gifts at once");
        }
        var medal = gifts.getMedal();
        var user = users.user(new Told(
                gifts.getUid(),
                gifts.getUname(),
                gifts.getFace(),
                Integer.toUnsignedLong(gifts.getWealth().getLevel()),
                medal.getName(),
                Integer.toUnsignedLong(medal.getLevel()),
                false,
                Integer.toUnsignedLong(gifts.getGuardLevel())));
        var who = Users.identity(gifts.getUid(), gifts.getUname());
        for (var gift : gifts.getGiftsList()) {
            add(user, sent(gift, who), events);
        }
    }

    private static Sent sent(SentGift gift, String who) {
        return new Sent(
                gift.getTid(),
                who,
                gift.getId(),
                gift.getName(),
                gift.getNum(),
                gift.getPrice(),
                gift.getTotalCoin(),
                gift.getCoinType(),
                Times.ofSeconds(gift.getTimestamp()),
                "",
                gift.getBatchComboId(),
                0,
                gift.getComboTotalCoin());
    }

    private static void add(User user, Sent sent, Gathered events) {
        var count = Math.max(1, sent.count);
        var coin = sent.totalCoin >= 0 ? sent.totalCoin : times(sent.price, count);
        var key = sent.tid.isEmpty()
                ? events.key("gift", sent.sentMillis, sent.who, sent.rnd + ' ' + sent.id)
                : EventKeys.ofId("gift", sent.tid);
        events.add(
                key,
                sent.sentMillis,
                new Gift(
                        user,
                        Fields.id(sent.id),
                        Fields.orNull(sent.name),
                        count,
                        price(coin, sent.coinType),
                        combo(sent, count, coin)));
    }

    private static @Nullable Price price(long coin, String coinType) {
        return switch (coinType) {
            case GOLD -> new Price(coin, GOLD, true);
            case SILVER -> new Price(coin, SILVER, false);
            // Not said in 2018, and nobody can tell.
            default -> null;
        };
    }

    /** How long the combo is now: said beside the gift, or what all of it cost by what this part cost. */
    private static @Nullable Combo combo(Sent sent, long count, long coin) {
        if (sent.comboId.isEmpty()) {
            return null;
        }
        if (sent.comboCount > 0) {
            return new Combo(sent.comboId, sent.comboCount);
        }
        var all = times(sent.comboCoin, count);
        return coin > 0 && all >= coin && all < Long.MAX_VALUE && all % coin == 0
                ? new Combo(sent.comboId, all / coin)
                : new Combo(sent.comboId, count);
    }

    private static long comboCount(JsonNode data) {
        var batch = Fields.number(data.path("batch_combo_send").path("batch_combo_num"));
        return batch > 0 ? batch : Fields.number(data.path("combo_send").path("combo_num"));
    }

    /** Saturates: both factors are a stranger's. */
    private static long times(long one, long other) {
        var high = Math.multiplyHigh(one, other);
        var low = one * other;
        return high == 0 && low >= 0 ? low : Long.MAX_VALUE;
    }
}
