package dev.danmaku.platforms.douyu;

import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.User;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Who became or stays a noble, a diamond fan, or holder of the old badge of loyalty. */
final class MembershipEvents {
    private static final String DIAMOND_FAN = "钻石粉丝";
    private static final List<String> NOBLES =
            List.of("骑士", "子爵", "伯爵", "公爵", "国王", "皇帝", "游侠", "超级皇帝", "幻神");
    private static final List<String> LOYAL = List.of("初级酬勤", "中级酬勤", "高级酬勤");

    private final Users users;

    MembershipEvents(Users users) {
        this.users = users;
    }

    /** The payer may be somebody else; the member is the one who is named. */
    void addNoble(SttMap message, EventBatch events) {
        add(users.user(message, "unk", "uic"), tier(NOBLES, message.number("nl")), message, events);
    }

    void addDiamondFan(SttMap message, EventBatch events) {
        add(users.user(message, "nick", "ic"), DIAMOND_FAN, message, events);
    }

    void addLoyal(SttMap message, EventBatch events) throws MalformedPacket {
        var who = message.map("sui");
        var user = who == null
                ? User.of(message.text("sid"), null)
                : User.of(
                        first(who.text("uid"), who.text("id"), message.text("sid")),
                        first(who.text("nn"), who.text("nick"), who.text("name")));
        add(user, tier(LOYAL, message.number("lev")), message, events);
    }

    private static void add(User user, @Nullable String tier, SttMap message, EventBatch events) {
        var key = BodyKeys.ofBody("membership", message, events.receivedAt());
        events.add(key, new Membership(user, tier, null, null));
    }

    /** From 1; a number without a name stays a number. */
    private static @Nullable String tier(List<String> names, long number) {
        if (number <= 0) {
            return null;
        }
        return number <= names.size() ? names.get((int) number - 1) : Long.toString(number);
    }

    private static @Nullable String first(@Nullable String... texts) {
        for (var text : texts) {
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
