package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;

/** Events as two holders of one room hear them, each by a clock of its own. */
final class Heard {
    static final User ANN = User.of("7", "Ann");

    private Heard() {}

    /** The platform gave it an id. */
    static Event known(String id, long receivedAt) {
        return known(id, receivedAt, new Chat(ANN, id, null, null, null));
    }

    static Event known(String id, long receivedAt, EventBody body) {
        return event("id:" + id, 1_000, receivedAt, body);
    }

    /** The platform gave it neither an id nor a time. */
    static Event anonymous(long receivedAt, EventBody body) {
        return event("h:" + receivedAt + body.hashCode(), receivedAt, receivedAt, body);
    }

    static Event like(long receivedAt) {
        return anonymous(receivedAt, new Like(ANN, 1));
    }

    static Event bought(String key, long at, String tier) {
        return event(key, at, at + 50, new Membership(ANN, tier, 1, null));
    }

    /** A push of a combo at 10 coins a piece. */
    static Gift gift(String combo, long count, long total, boolean uncertain) {
        return new Gift(
                ANN,
                "9",
                "Candle",
                count,
                new Price(10 * count, "coin", true),
                new Combo(combo, total, uncertain));
    }

    static Event event(String key, long at, long receivedAt, EventBody body) {
        return new Event(
                WatchedRoom.ROOM.platform(),
                WatchedRoom.ROOM.id(),
                at,
                receivedAt,
                key,
                "live-1",
                null,
                body,
                null);
    }
}
