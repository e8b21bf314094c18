package dev.danmaku.platforms.douyu;

import dev.danmaku.event.EventBody.Moderation;
import dev.danmaku.event.EventBody.ModerationAction;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.User;

import org.jspecify.annotations.Nullable;

/** What the platform itself puts on the screen, and who may write no more. */
final class NoticeEvents {
    /** Beyond it a time is nonsense. */
    private static final long MAX_SECONDS = 100_000_000_000L;

    private NoticeEvents() {}

    /** @return false where it says nothing */
    static boolean addNotice(String type, SttMap message, EventBatch events) {
        var text = switch (type) {
            case "cthn" -> message.text("chatmsg");
            case "spbc" -> largeGift(message);
            default -> message.has("content") ? message.text("content") : message.text("c");
        };
        if (text == null) {
            return false;
        }
        events.add(BodyKeys.ofBody("notice", message, events.receivedAt()), new Notice(text));
        return true;
    }

    private static @Nullable String largeGift(SttMap message) {
        var sender = message.text("sn");
        var gift = message.text("gn");
        return sender == null || gift == null
                ? null
                : "%s 送给 %s %s ×%d"
                        .formatted(
                                sender,
                                message.has("dn") ? message.text("dn") : "",
                                gift,
                                Math.max(1, message.number("gc")));
    }

    static void addMuted(SttMap message, EventBatch events) {
        var until = message.number("endtime");
        events.add(
                BodyKeys.ofBody("moderation", message),
                new Moderation(
                        ModerationAction.MUTED,
                        User.of(message.text("did"), message.text("dnic")),
                        until > 0 && until < MAX_SECONDS ? until * 1000 : null));
    }
}
