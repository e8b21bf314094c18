package dev.danmaku.platforms.bilibili;

import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.Price;
import dev.danmaku.platforms.bilibili.Users.Told;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/** {@code GUARD_BUY}, {@code USER_TOAST_MSG} and its {@code _V2}: a monthly membership, bought once and told up to three times. */
final class GuardEvents {
    private static final String MONTH = "月";
    /** Repeats what another message of the same command told. */
    private static final long SOURCE_REPEAT = 2;

    private final Users users;
    private final Purchases purchases = new Purchases();

    GuardEvents(Users users) {
        this.users = users;
    }

    /** The list price is of one month. */
    void addBuy(Command command, Gathered events) {
        var data = command.data();
        var months = Math.max(1, Fields.number(data.path("num")));
        var price = Fields.number(data.path("price"));
        add(
                command.name(),
                told(data),
                Fields.smallNumber(data.path("num")),
                price > 0 && price < Integer.MAX_VALUE && months < 1_000 ? price * months : 0,
                data.path("start_time"),
                events);
    }

    /** The price is what was really paid. */
    void addToast(Command command, Gathered events) {
        var data = command.data();
        add(
                command.name(),
                told(data),
                months(data),
                Fields.number(data.path("price")),
                data.path("start_time"),
                events);
    }

    void addToastV2(Command command, Gathered events) {
        var data = command.data();
        if (Fields.number(data.path("option").path("source")) == SOURCE_REPEAT) {
            return;
        }
        var sender = data.path("sender_uinfo");
        var guard = data.path("guard_info");
        var level = guard.path("guard_level");
        var told = new Told(
                Fields.number(sender.path("uid")),
                Fields.text(sender.path("base").path("name")),
                Fields.text(sender.path("base").path("face")),
                0,
                "",
                0,
                false,
                Fields.number(level));
        var pay = data.path("pay_info");
        add(
                command.name(),
                told,
                months(pay),
                Fields.number(pay.path("price")),
                guard.path("start_time"),
                events);
    }

    private void add(
            String command, Told told, int months, long gold, JsonNode start, Gathered events) {
        var bought = Times.ofSeconds(Fields.number(start));
        var who = Users.identity(told.uid(), told.name());
        if (!purchases.isNew(who + ' ' + told.guardLevel(), bought, command)) {
            return;
        }
        events.add(
                events.key("membership", bought, who, Long.toString(told.guardLevel())),
                bought,
                new Membership(
                        users.user(told),
                        tier(told.guardLevel()),
                        months > 0 ? months : null,
                        gold > 0 ? new Price(gold, "gold", true) : null));
    }

    private static Told told(JsonNode data) {
        return new Told(
                Fields.number(data.path("uid")),
                Fields.text(data.path("username")),
                "",
                0,
                "",
                0,
                false,
                Fields.number(data.path("guard_level")));
    }

    /** Other units are days and weeks. */
    private static int months(JsonNode data) {
        var unit = Fields.text(data.path("unit"));
        return unit.isEmpty() || unit.contains(MONTH) ? Fields.smallNumber(data.path("num")) : 0;
    }

    private static @Nullable String tier(long level) {
        return switch (Math.clamp(level, 0, 4)) {
            case 1 -> "总督";
            case 2 -> "提督";
            case 3 -> "舰长";
            default -> null;
        };
    }
}
