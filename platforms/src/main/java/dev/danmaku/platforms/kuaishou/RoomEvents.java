package dev.danmaku.platforms.kuaishou;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Moderation;
import dev.danmaku.event.EventBody.ModerationAction;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.platforms.Slice;
import dev.danmaku.platforms.kuaishou.Message.Alive;
import dev.danmaku.platforms.kuaishou.Message.Announced;
import dev.danmaku.platforms.kuaishou.Message.Audience;
import dev.danmaku.platforms.kuaishou.Message.Failed;
import dev.danmaku.platforms.kuaishou.Message.Feed;
import dev.danmaku.platforms.kuaishou.Message.ForPage;
import dev.danmaku.platforms.kuaishou.Message.FromClient;
import dev.danmaku.platforms.kuaishou.Message.Info;
import dev.danmaku.platforms.kuaishou.Message.Joined;
import dev.danmaku.platforms.kuaishou.Message.Moderated;
import dev.danmaku.platforms.kuaishou.Message.RedPacks;
import dev.danmaku.platforms.kuaishou.Message.Resumed;
import dev.danmaku.platforms.kuaishou.Message.RichText;
import dev.danmaku.platforms.kuaishou.Message.TrafficZero;
import dev.danmaku.platforms.kuaishou.Message.Unread;
import dev.danmaku.platforms.kuaishou.Message.Warning;
import dev.danmaku.platforms.kuaishou.figure.DisplayNumber;
import dev.danmaku.platforms.kuaishou.lookup.GiftKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The messages of one connection as events. Keeps what a connection keeps: running combos, and the counters last shown, since
 * every push repeats them and an event is worth its place only when one changed. Owned by one thread.
 */
final class RoomEvents {
    private final @Nullable String room;
    private final @Nullable String live;
    private final Users users;
    private final Counters counters = new Counters();
    private final Combos combos;
    private final FeedEvents feed;
    private final RedPackEvents redPacks;
    private final RichTextEvents richText;

    /**
     * @param combos those of an earlier connection to this broadcast, or none yet
     * @param gifts what is known of a gift; answers at once
     */
    RoomEvents(
            @Nullable String room,
            @Nullable String live,
            Combos combos,
            IntFunction<GiftKind> gifts) {
        this.room = room;
        this.live = live;
        this.combos = combos;
        users = new Users(room);
        feed = new FeedEvents(users, combos, counters, gifts);
        redPacks = new RedPackEvents(users);
        richText = new RichTextEvents();
    }

    /**
     * @param frameMillis the server's time of the frame; 0 where it did not say
     * @param receivedAt Unix milliseconds
     */
    List<Event> of(Message message, long frameMillis, long receivedAt) {
        var events = new FrameEvents(room, live, frameMillis, receivedAt);
        switch (message) {
            case Feed(var push) -> feed.add(push, events);
            case Audience audience -> addAudience(audience, events);
            case RedPacks(var packs) -> redPacks.add(packs, events);
            case RichText(var comments) -> richText.add(comments, events);
            case Warning(var on) -> {
                if (on) {
                    events.add(
                            events.key("moderation", ""),
                            new Moderation(ModerationAction.WARNED, null, null));
                }
            }
            case Moderated(var action) ->
                events.add(
                        events.key("moderation", action.name()),
                        new Moderation(action, null, null));
            case Announced(var text) -> addNotice(text, events);
            case TrafficZero _ -> addNotice(Announcements.trafficZero(), events);
            case Resumed _ -> addNotice(Announcements.resumed(), events);
            case Unread(var name) -> addUnknown(name, events);
            case Joined _, Failed _, Info _, Alive _, FromClient _, ForPage _ -> {}
        }
        return events.all();
    }

    Combos combos() {
        return combos;
    }

    private void addAudience(Audience audience, FrameEvents events) {
        counters.addWatching(Slice.of(audience.users().getDisplayWatchingCount()), events);
        var ranked = new ArrayList<Ranked>(audience.users().getWatchingUserCount());
        for (var one : audience.users().getWatchingUserList()) {
            if (!one.getOffline()) {
                var user = users.user(one.getUser(), one.getLiveAssistantType());
                var coins = DisplayNumber.parse(one.getDisplayKsCoin());
                ranked.add(new Ranked(user, coins.isPresent() ? coins.getAsLong() : null));
            }
        }
        if (!ranked.isEmpty()) {
            events.add(events.key("rank", ""), new Rank(ranked, "online"));
        }
    }

    private static void addNotice(String text, FrameEvents events) {
        events.add(events.key("notice", text), new Notice(text));
    }

    private static void addUnknown(String name, FrameEvents events) {
        events.add(events.key("unknown", name), new Unknown(name));
    }
}
