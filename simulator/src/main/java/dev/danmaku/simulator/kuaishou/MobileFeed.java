package dev.danmaku.simulator.kuaishou;

import dev.danmaku.simulator.room.RecentChats.Said;
import dev.danmaku.simulator.room.SimulatedRoom;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The feed that phones poll: comments only, JSON within JSON. */
final class MobileFeed {
    private static final int PULL_SECONDS = 3;
    /** Cursors are opaque; ours are the number of the last comment given out, in base 36. */
    private static final int CURSOR_RADIX = 36;

    private static final long MAX_CURSOR_CHARS = 12;

    private MobileFeed() {}

    static String of(SimulatedRoom room, String cursor) {
        var after = read(cursor);
        var said = room.recentChats().after(after);
        var last = said.isEmpty() ? after : said.getLast().chat().sequence();
        var feed = new LinkedHashMap<String, Object>();
        feed.put("result", Result.OK);
        feed.put("cursor", Long.toString(last, CURSOR_RADIX));
        feed.put("pullCycleSeconds", PULL_SECONDS);
        feed.put("currentWatchingCount", "5.6w");
        feed.put("liveStreamFeeds", said.stream().map(MobileFeed::comment).toList());
        return Json.text(Json.text(feed));
    }

    static String refused(int result) {
        return Json.text(Json.text(Map.of("result", result, "liveStreamFeeds", List.of())));
    }

    private static Map<String, Object> comment(Said said) {
        var from = said.chat().from();
        var author = new LinkedHashMap<String, Object>();
        author.put("userId", from.number());
        author.put("userName", from.name());
        author.put("userText", "");
        author.put("headurl", "https://p1-live.example/head/" + from.id() + ".jpg");
        author.put("userSex", "U");
        var comment = new LinkedHashMap<String, Object>();
        comment.put("type", "comment");
        comment.put("content", said.chat().text());
        comment.put("time", said.at().toEpochMilli());
        comment.put("author", author);
        return comment;
    }

    private static long read(String cursor) {
        try {
            return cursor.isEmpty() || cursor.length() > MAX_CURSOR_CHARS
                    ? 0
                    : Long.parseLong(cursor, CURSOR_RADIX);
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }
}
