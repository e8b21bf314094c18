package dev.danmaku.platforms.bilibili;

import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.platforms.bilibili.Users.Told;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;

/** The counters that come every few seconds: told when they change, which keeps a quiet room's data small. Owned by one thread. */
final class CounterEvents {
    private static final int MAX_RANKED = 1_000;

    private final Users users;
    private final Map<ViewerCountKind, Long> viewers = new EnumMap<>(ViewerCountKind.class);
    private long likes = -1;

    CounterEvents(Users users) {
        this.users = users;
    }

    void addWatched(Command command, Gathered events) {
        addViewers(command.data().path("num"), ViewerCountKind.WATCHED, events);
    }

    /** The count ends near 10,000; the other one, where it is there, does not. */
    void addOnline(Command command, Gathered events) {
        var online = command.data().path("online_count");
        var count = Fields.number(online) > 0 ? online : command.data().path("count");
        addViewers(count, ViewerCountKind.ONLINE, events);
    }

    /** Of a heartbeat's reply. Given up by the platform: it says 1 today, whoever watches. */
    void addPopularity(long score, Gathered events) {
        if (score > 1) {
            addViewers(score, ViewerCountKind.POPULARITY, events);
        }
    }

    void addLikes(Command command, Gathered events) {
        var count = Fields.number(command.data().path("click_count"));
        if (count > 0 && count != likes) {
            likes = count;
            events.add(
                    events.keyInBroadcast("likes", Long.toString(count)),
                    0,
                    new LikeCount(count, null));
        }
    }

    void addRank(Command command, Gathered events) {
        var data = command.data();
        var list =
                data.path("online_list").isArray() ? data.path("online_list") : data.path("list");
        var ranked = new ArrayList<Ranked>();
        for (var one : list) {
            if (one.isObject() && !one.isEmpty() && ranked.size() < MAX_RANKED) {
                ranked.add(ranked(one));
            }
        }
        if (!ranked.isEmpty()) {
            var kind = Fields.textOrNull(data.path("rank_type"));
            events.add(new Rank(ranked, kind), kind + " " + ranked.hashCode());
        }
    }

    private Ranked ranked(JsonNode one) {
        var told = new Told(
                Fields.number(one.path("uid")),
                Fields.text(one.path("uname")),
                Fields.text(one.path("face")),
                0,
                "",
                0,
                false,
                Fields.number(one.path("guard_level")));
        var score = one.path("score");
        return new Ranked(
                users.user(told), Fields.text(score).isEmpty() ? null : Fields.number(score));
    }

    private void addViewers(JsonNode count, ViewerCountKind kind, Gathered events) {
        if (!Fields.text(count).isEmpty()) {
            addViewers(Fields.number(count), kind, events);
        }
    }

    private void addViewers(long count, ViewerCountKind kind, Gathered events) {
        var last = viewers.put(kind, count);
        if (last != null && last == count) {
            return;
        }
        var body = new ViewerCount(count, kind, null);
        if (kind == ViewerCountKind.WATCHED) {
            // It only grows: the same number is the same moment to whoever hears it.
            events.add(events.keyInBroadcast("watched", Long.toString(count)), 0, body);
        } else {
            events.add(body, kind.name() + ' ' + count);
        }
    }
}
