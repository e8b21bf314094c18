package dev.danmaku.platforms.kuaishou;

import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.Share;
import dev.danmaku.event.Price;
import dev.danmaku.platforms.EventKeys;
import dev.danmaku.platforms.Slice;
import dev.danmaku.platforms.kuaishou.lookup.GiftKind;
import dev.danmaku.platforms.kuaishou.wire.SimpleUserInfo;
import dev.danmaku.platforms.kuaishou.wire.WebComboCommentFeed;
import dev.danmaku.platforms.kuaishou.wire.WebGiftFeed;
import dev.danmaku.platforms.kuaishou.wire.WebLikeFeed;
import dev.danmaku.platforms.kuaishou.wire.WebShareFeed;
import dev.danmaku.platforms.kuaishou.wire.WebSystemNoticeFeed;

import org.jspecify.annotations.Nullable;

import java.util.function.IntFunction;

/**
 * A feed push as events, in the order of its fields: counters, comments, combo comments, likes, gifts, notices, shares. A
 * push says no price and no name of a gift, the gift lists do. Owned by one thread.
 */
final class FeedEvents {
    private final Users users;
    private final Combos combos;
    private final Counters counters;
    private final IntFunction<GiftKind> gifts;

    FeedEvents(Users users, Combos combos, Counters counters, IntFunction<GiftKind> gifts) {
        this.gifts = gifts;
        this.users = users;
        this.combos = combos;
        this.counters = counters;
    }

    void add(FeedPush push, FrameEvents events) {
        events.expect(push.entries());
        counters.addWatching(push.watching(), events);
        counters.addLikes(push.likeCount(), events);
        for (var i = 0; i < push.comments().size(); i++) {
            addComment(push.comments().get(i), i, events);
        }
        push.comboComments().forEach(combo -> addComboComment(combo, events));
        for (var i = 0; i < push.likes().size(); i++) {
            addLike(push.likes().get(i), i, events);
        }
        for (var i = 0; i < push.gifts().size(); i++) {
            addGift(push.gifts().get(i), i, events);
        }
        for (var i = 0; i < push.notices().size(); i++) {
            addNotice(push.notices().get(i), i, events);
        }
        for (var i = 0; i < push.shares().size(); i++) {
            addShare(push.shares().get(i), i, events);
        }
    }

    /** Hidden comments are made up by the platform beside a like; nobody wrote them. */
    private void addComment(Comment comment, int ordinal, FrameEvents events) {
        if (comment.hidden()) {
            return;
        }
        var user = users.user(comment);
        var key = events.key("chat", comment, ordinal);
        var chat = new Chat(user, comment.content().text(), color(comment.color()), null, null);
        events.add(key, comment.timeMillis(), chat);
    }

    /** The platform's own sum of many people writing the same. It is said again with each new number. */
    private static void addComboComment(WebComboCommentFeed combo, FrameEvents events) {
        var count = Math.max(1, Integer.toUnsignedLong(combo.getComboCount()));
        var key = combo.getId().isEmpty()
                ? EventKeys.hashed(
                        "combo-comment", events.sentMillis(), "", combo.getContent(), count)
                : EventKeys.ofId("combo-comment", combo.getId() + ":" + count);
        events.add(key, new Notice(combo.getContent() + " ×" + count));
    }

    private void addLike(WebLikeFeed like, int ordinal, FrameEvents events) {
        var key = events.key("like", like.getId(), 0, principal(like.getUser()), "", ordinal);
        var user = users.user(like.getUser(), like.getLiveAudienceState());
        events.add(key, new Like(user, 1));
    }

    private void addGift(WebGiftFeed gift, int ordinal, FrameEvents events) {
        var batch = Math.max(1, Integer.toUnsignedLong(gift.getBatchSize()));
        var combo = combo(gift, batch, events.sentMillis());
        var count = combo == null
                ? batch
                : combos.added(
                        combo.id(),
                        combo.total(),
                        batch,
                        gift.getExpireDuration(),
                        events.sentMillis());
        if (count <= 0) {
            return;
        }
        var kind = gifts.apply(gift.getGiftId());
        var giftId = gift.getGiftId() == 0 ? null : Integer.toUnsignedString(gift.getGiftId());
        var what = combo == null
                ? String.valueOf(giftId)
                : combo.id() + ' ' + giftId + ' ' + combo.total();
        // The place in the frame tells two gifts of one person apart; in a combo its number does.
        var key = events.key(
                "gift",
                gift.getId(),
                gift.getTime(),
                principal(gift.getUser()),
                what,
                combo == null ? ordinal : 0);
        var user = users.user(
                gift.getUser(), gift.getLiveAudienceState(), gift.getLiveAssistantType());
        events.add(
                key,
                gift.getTime(),
                new Gift(user, giftId, kind.name(), count, price(kind, count), combo));
    }

    private static @Nullable Price price(GiftKind kind, long count) {
        var coins = kind.coins();
        return coins == null ? null : new Price(coins * count, Texts.COIN, coins > 0);
    }

    /** A combo that was not heard of before, and is longer than this push, was under way. */
    private @Nullable Combo combo(WebGiftFeed gift, long batch, long nowMillis) {
        var key = gift.getMergeKey();
        if (key.isEmpty() || key.length() > Combos.MAX_KEY_CHARS) {
            return null;
        }
        var total = Math.max(1, Integer.toUnsignedLong(gift.getComboCount()));
        return new Combo(key, total, total > batch && !combos.isRunning(key, nowMillis));
    }

    private static void addNotice(WebSystemNoticeFeed notice, int ordinal, FrameEvents events) {
        var who = principal(notice.getUser());
        var text = notice.getContent();
        var key = events.key("notice", notice.getId(), notice.getTime(), who, text, ordinal);
        events.add(key, notice.getTime(), new Notice(text));
    }

    private void addShare(WebShareFeed share, int ordinal, FrameEvents events) {
        var who = principal(share.getUser());
        var key = events.key("share", share.getId(), share.getTime(), who, "", ordinal);
        var user = users.user(share.getUser(), share.getLiveAssistantType());
        events.add(key, share.getTime(), new Share(user));
    }

    private static String principal(SimpleUserInfo user) {
        return user.getPrincipalId().isEmpty() ? user.getUserName() : user.getPrincipalId();
    }

    /** Usually absent; the schema of events promises {@code #rrggbb}. */
    private static @Nullable String color(Slice color) {
        if (color.length() != 7 || color.bytes()[color.from()] != '#') {
            return null;
        }
        for (var at = color.from() + 1; at < color.to(); at++) {
            // Of ASCII alone: a byte above it is negative.
            if (Character.digit(color.bytes()[at], 16) < 0) {
                return null;
            }
        }
        return color.text();
    }
}
