package dev.danmaku.bench.stored;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * What rooms tell on a busy day, made up: half of it chats of some ten characters, few of them very frequent as in any language;
 * entries, likes, gifts, counters. Rooms and users differ in how much they do. The same seed gives the same events.
 */
public final class EventMix {
    private static final int CHARACTERS = 3_000;
    private static final int KEY_BYTES = 15;
    private static final int STEP_MILLIS = 4;

    private final Random random = new Random(1);
    private final long begin;
    private final int rooms;
    private final int users;
    private long number;

    /** @param begin of the day they happen on */
    public EventMix(long begin, int rooms, int users) {
        this.begin = begin;
        this.rooms = rooms;
        this.users = users;
    }

    /** The next ones: some milliseconds apart, of any rooms. */
    public List<Event> next(int count) {
        var events = new ArrayList<Event>(count);
        for (var i = 0; i < count; i++) {
            events.add(next());
        }
        return events;
    }

    private Event next() {
        var at = begin + number++ * STEP_MILLIS % 86_000_000L;
        var room = skewed(rooms);
        return new Event(
                Platform.DOUYU,
                String.valueOf(1_000_000 + room),
                at,
                at + random.nextInt(300),
                key(),
                String.valueOf(500_000_000 + room),
                new Epoch(1_790_000_000_000L, 1_790_000_000_000L + room, 1),
                body(),
                null);
    }

    private String key() {
        var bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return "h:" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private EventBody body() {
        var kind = random.nextInt(100);
        if (kind < 55) {
            return new Chat(user(), text(), null, null, null);
        } else if (kind < 75) {
            return new Enter(user());
        } else if (kind < 85) {
            return new Like(user(), 1 + random.nextInt(20));
        } else if (kind < 93) {
            var price = new Price(100, "douyu-yuchi", true);
            return new Gift(user(), "20002", "粉丝荧光棒", 1 + random.nextInt(9), price, null);
        } else if (kind < 99) {
            return new ViewerCount(random.nextInt(1_000_000), ViewerCountKind.POPULARITY, null);
        }
        return new SuperChat(user(), text(), new Price(30_000, "CNY/1000", true), 60L);
    }

    private User user() {
        var user = skewed(users);
        var badge = user % 2 == 0 ? new User.Badge("小团团", user % 30) : null;
        return new User(
                String.valueOf(10_000_000 + user),
                "用户" + Integer.toString(user * 7919, 36),
                null,
                user % 60,
                badge,
                null,
                false);
    }

    private String text() {
        var text = new StringBuilder();
        for (var i = 2 + random.nextInt(16); i > 0; i--) {
            text.append((char) (0x4E00 + skewed(CHARACTERS)));
        }
        if (random.nextInt(100) == 0) {
            text.append("主播");
        }
        if (random.nextInt(10) == 0) {
            text.append("666");
        }
        return text.toString();
    }

    /** Low numbers often, high ones seldom. */
    private int skewed(int bound) {
        return (int) (Math.pow(random.nextDouble(), 3) * bound);
    }
}
