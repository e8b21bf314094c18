package dev.danmaku.platforms.douyu;

import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;

import java.util.ArrayList;

/** Lists of people: who gave most, the fans, the nobles who are there. */
final class RankEvents {
    private final Users users;

    RankEvents(Users users) {
        this.users = users;
    }

    /** One message, three lists. */
    void addGivers(SttMap message, EventBatch events) throws MalformedPacket {
        add(message, "list", "week", "nickname", "gold", events);
        add(message, "list_day", "day", "nickname", "gold", events);
        add(message, "list_all", "total", "nickname", "gold", events);
    }

    void addFans(SttMap message, String kind, EventBatch events) throws MalformedPacket {
        add(message, "list", kind, "nn", "fim", events);
    }

    void addNobles(SttMap message, EventBatch events) throws MalformedPacket {
        add(message, "nl", "nobles", "nn", "", events);
    }

    /** @param score the field that holds it; empty where there is none */
    private void add(
            SttMap message, String list, String kind, String name, String score, EventBatch events)
            throws MalformedPacket {
        var ranked = new ArrayList<Ranked>();
        for (var one : message.maps(list)) {
            var avatar = one.has("icon") ? "icon" : "ic";
            var known = !score.isEmpty() && one.has(score);
            ranked.add(new Ranked(
                    users.user(one, name, avatar), known ? (Long) one.number(score) : null));
        }
        if (!ranked.isEmpty()) {
            var key = BodyKeys.ofBody("rank-" + kind, message, events.receivedAt());
            events.add(key, new Rank(ranked, kind));
        }
    }
}
