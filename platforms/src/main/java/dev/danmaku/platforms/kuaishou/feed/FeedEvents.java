package dev.danmaku.platforms.kuaishou.feed;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.User;
import dev.danmaku.platforms.EventKeys;
import dev.danmaku.platforms.kuaishou.feed.FeedAnswer.Comment;
import dev.danmaku.platforms.kuaishou.feed.FeedAnswer.Page;
import dev.danmaku.platforms.kuaishou.figure.DisplayNumber;
import dev.danmaku.platforms.kuaishou.figure.Times;
import dev.danmaku.room.Platform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Pages of one room's feed as events. A comment's key is made of its own time, writer and text, so that all who poll the feed
 * agree; the socket's keys are others, since it gives neither that time nor that id. Owned by one thread.
 */
final class FeedEvents {
    private final String room;
    private final String live;
    private String watching = "";

    FeedEvents(String room, String live) {
        this.room = room;
        this.live = live;
    }

    /** @param sinceMillis what was written before is left out */
    List<Event> of(Page page, long sinceMillis, long receivedAt) {
        var events = new ArrayList<Event>();
        addWatching(page.watching(), receivedAt, events);
        var alike = new HashMap<Comment, Long>();
        for (var comment : page.comments()) {
            var at = Times.firstKnown(comment.timeMillis(), receivedAt);
            var ordinal = alike.merge(comment, 1L, Long::sum) - 1;
            if (at >= sinceMillis) {
                var who = comment.userId() == null ? "" : comment.userId();
                var key = EventKeys.hashed("feed-chat", at, who, comment.text(), ordinal);
                events.add(event(key, at, receivedAt, chat(comment)));
            }
        }
        return events;
    }

    private void addWatching(String display, long receivedAt, List<Event> events) {
        var count = DisplayNumber.parse(display);
        if (count.isPresent() && !display.equals(watching)) {
            watching = display;
            var key = EventKeys.hashed("feed-viewers", receivedAt, "", display, 0);
            var body = new ViewerCount(count.getAsLong(), ViewerCountKind.ONLINE, display);
            events.add(event(key, receivedAt, receivedAt, body));
        }
    }

    private Event event(String key, long at, long receivedAt, EventBody body) {
        return new Event(Platform.KUAISHOU, room, at, receivedAt, key, live, null, body, null);
    }

    private static Chat chat(Comment comment) {
        var user = new User(
                comment.userId(), comment.name(), comment.avatar(), null, null, null, false);
        return new Chat(user, comment.text(), null, null, null);
    }
}
