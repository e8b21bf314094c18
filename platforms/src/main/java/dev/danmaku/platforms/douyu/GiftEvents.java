package dev.danmaku.platforms.douyu;

import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.Price;
import dev.danmaku.platforms.douyu.gift.Gifts;
import dev.danmaku.platforms.douyu.gift.Gifts.KnownGift;

import org.jspecify.annotations.Nullable;

/** Gifts. A combo's messages say what each adds and what the combo has by then: only the first is counted. */
final class GiftEvents {
    private static final long FROM_BACKPACK = 2;
    /** Beyond it a count is nonsense, and its price would overflow. */
    private static final long MAX_COUNT = 1_000_000_000;

    private final Users users;
    private final Gifts gifts;

    GiftEvents(Users users, Gifts gifts) {
        this.users = users;
        this.gifts = gifts;
    }

    void add(SttMap message, EventBatch events) {
        var gfid = Math.max(0, message.number("gfid"));
        var pid = Math.max(0, message.number("pid"));
        var count = Math.clamp(message.number("gfcnt"), 1, MAX_COUNT);
        var known = gifts.find(pid, gfid);
        var user = users.sender(message);
        var gift = new Gift(
                user,
                gfid > 0 ? Long.toString(gfid) : pid > 0 ? Long.toString(pid) : null,
                name(message, known),
                count,
                price(message, known, count),
                combo(message, user.id() + "-" + gfid + "-" + pid));
        events.add(key(message, events), gift);
    }

    private static @Nullable String name(SttMap message, @Nullable KnownGift known) {
        var said = message.text("gfn");
        return said != null || known == null ? said : known.name();
    }

    /** What lay in the backpack may have been bought, won or given: nobody says. */
    private static @Nullable Price price(SttMap message, @Nullable KnownGift known, long count) {
        if (known == null || known.price() <= 0 || known.price() > MAX_COUNT) {
            return null;
        }
        var backpack = message.number("from") == FROM_BACKPACK || message.number("gpf") == 1;
        var paid =
                backpack && known.unit().money() ? null : (Boolean) known.unit().money();
        return new Price(known.price() * count, known.unit().label(), paid);
    }

    private static @Nullable Combo combo(SttMap message, String id) {
        var total = message.number("hits");
        return total > 0 ? new Combo(id, total) : null;
    }

    /** Older messages lack the numbers that differ in each. */
    private static String key(SttMap message, EventBatch events) {
        var different = message.has("pfm") || message.has("pma") || message.has("mss");
        return different
                ? BodyKeys.ofBody("gift", message)
                : BodyKeys.ofBody("gift", message, events.receivedAt());
    }
}
