package dev.danmaku.platforms.douyu;

import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Emote;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;

import org.jspecify.annotations.Nullable;

/** What viewers write, for free or for money. */
final class ChatEvents {
    private static final String EMOTE_STARTS = "[emot:";
    /** A cent in the unit of the schema. */
    private static final long CENT = 10;
    /** A million yuan; beyond it a price is nonsense. */
    private static final long MAX_CENTS = 100_000_000;
    /** As any number without a colour of its own. */
    private static final int WHITE = 7;

    private final Users users;

    ChatEvents(Users users) {
        this.users = users;
    }

    void addChat(SttMap message, EventBatch events) {
        var text = message.text("txt");
        if (text == null) {
            return;
        }
        var claimed = message.number("cst");
        var key = BodyKeys.ofId(message, "cid");
        if (key == null) {
            key = BodyKeys.ofBody("chat", message, claimed == 0 ? events.receivedAt() : 0);
        }
        var color = color(message.number("col"));
        var chat = new Chat(users.sender(message), text, color, emote(text), null);
        events.add(key, Times.near(claimed, events.receivedAt()), chat);
    }

    /** Of today's site; without a colour it is white. */
    private static @Nullable String color(long number) {
        return switch (Math.clamp(number, 0, WHITE)) {
            case 1 -> "#ff2e2e";
            case 2 -> "#00ccff";
            case 3 -> "#66ff00";
            case 4 -> "#ff6600";
            case 5 -> "#cc00ff";
            case 6 -> "#f6447f";
            default -> null;
        };
    }

    /** A text that is one picture and no more. */
    private static @Nullable Emote emote(String text) {
        return text.startsWith(EMOTE_STARTS) && text.indexOf(']') == text.length() - 1
                ? new Emote(text.substring(EMOTE_STARTS.length(), text.length() - 1), null)
                : null;
    }

    /**
     * A chat that was paid for. Messages of this type also announce other things, at no price and for no time.
     *
     * @return false where it is one of those
     */
    boolean addSuperChat(SttMap message, EventBatch events) throws MalformedPacket {
        var cents = firstPositive(message.number("crealPrice"), message.number("cprice"));
        var seconds = message.number("cet");
        var chat = message.map("chatmsg");
        var text = chat == null ? null : chat.text("txt");
        if (!isPrice(cents) || seconds <= 0 || chat == null || text == null) {
            return false;
        }
        var id = BodyKeys.ofId(message, "vrid");
        events.add(
                id == null ? BodyKeys.ofBody("superchat", message) : id,
                Times.near(message.number("now"), events.receivedAt()),
                new SuperChat(users.sender(chat), text, yuan(cents), seconds));
        return true;
    }

    /** The paid chats that are on the screen, told again and again. */
    void addOnScreen(SttMap message, EventBatch events) throws MalformedPacket {
        for (var one : message.maps("list")) {
            var text = one.text("content");
            var cents = one.number("realPrice");
            if (text != null && isPrice(cents)) {
                var from = one.number("acptime");
                var seconds = one.number("etime") - from;
                events.add(
                        BodyKeys.ofBody("superchat", one),
                        Times.recent(from, events.receivedAt()),
                        new SuperChat(
                                onScreen(one), text, yuan(cents), seconds > 0 ? seconds : null));
            }
        }
    }

    private static User onScreen(SttMap one) throws MalformedPacket {
        var avatar = one.texts("uat");
        return new User(
                null,
                one.text("un"),
                avatar.size() > 1 && !avatar.get(1).isEmpty() ? "https://" + avatar.get(1) : null,
                null,
                null,
                null,
                false);
    }

    private static boolean isPrice(long cents) {
        return cents > 0 && cents <= MAX_CENTS;
    }

    private static Price yuan(long cents) {
        return new Price(cents * CENT, "CNY/1000", true);
    }

    private static long firstPositive(long number, long other) {
        return number > 0 ? number : other;
    }
}
