package dev.danmaku.store;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Emote;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Follow;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.Moderation;
import dev.danmaku.event.EventBody.ModerationAction;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.event.EventBody.Share;
import dev.danmaku.event.EventBody.StreamEnd;
import dev.danmaku.event.EventBody.StreamStart;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventBody.SuperChatDeleted;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Events of all types, with texts that mean something to some format; the same for the same seed. */
public final class RandomEvents {
    /** How many types there are. */
    public static final int TYPES = 19;

    private static final List<String> PARTS = List.of(
            "'",
            "\"",
            "\\",
            "\\N",
            "\\h",
            "\u0000",
            "\u0007",
            "\u001b[2J",
            "\ud83d",
            "\ude00",
            "😀",
            "中文",
            "主播好",
            "%",
            "_",
            "; DROP TABLE event; --",
            "$1",
            "?",
            "{",
            "}",
            "{\\an8}",
            "{\\pos(0,0)}",
            "\n",
            "\r",
            "\r\n",
            "\t",
            "\nDialogue: 0,0:00:00.00,9:00:00.00,Chat,,0,0,0,,x",
            "\n[Events]\n",
            "<d p=\"0\">",
            "</d>",
            "]]>",
            "<![CDATA[",
            "&amp;",
            "&#0;",
            "&",
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "＝1",
            "'=1",
            ",",
            ";",
            "../../etc/passwd",
            "/",
            "..",
            "\u202e",
            "\u2028",
            "\u2029",
            "\u0085",
            "\ufeff",
            "\ufffe",
            "\uffff",
            "\u009b",
            "\u007f",
            "A",
            " ",
            "NULL",
            "\u0301",
            "\u200d",
            "🏽");

    private final Random random;

    public RandomEvents(long seed) {
        random = new Random(seed);
    }

    /** So many of a room, sorted by time, some of which are the same. */
    public List<Event> of(RoomId room, long from, int count) {
        var events = new ArrayList<Event>();
        for (var i = 0; i < count; i++) {
            var at = from + random.nextInt(Math.max(1, count * 20)) / 50 * 50;
            events.add(new Event(
                    room.platform(),
                    room.id(),
                    at,
                    at + random.nextInt(3),
                    (random.nextBoolean() ? "id:" : "h:") + i + text(),
                    maybe(),
                    random.nextBoolean()
                            ? null
                            : new Epoch(1_790_000_000_000L, 1_790_000_000_001L, random.nextInt(9)),
                    body(i),
                    random.nextInt(10) == 0 ? "{\"raw\":\"" + text() : null));
        }
        events.sort(Comparator.comparingLong(Event::at));
        return events;
    }

    /** @param number whose remainder by {@link #TYPES} chooses the type */
    public EventBody body(int number) {
        return switch (number % TYPES) {
            case 0 -> new Chat(user(), text(), color(), emote(), maybe());
            case 1 -> new Gift(user(), maybe(), maybe(), number(), price(), combo());
            case 2 -> new SuperChat(user(), text(), sure(), random.nextBoolean() ? null : number());
            case 3 -> new SuperChatDeleted(List.of("1", text()));
            case 4 -> new Membership(user(), tier(), random.nextBoolean() ? null : 3, price());
            case 5 -> new Like(user(), number());
            case 6 -> new Enter(user());
            case 7 -> new Follow(user());
            case 8 -> new Share(user());
            case 9 -> new ViewerCount(number(), one(ViewerCountKind.values()), maybe());
            case 10 -> new LikeCount(number(), maybe());
            case 11 ->
                new Rank(List.of(new Ranked(user(), number()), new Ranked(user(), null)), maybe());
            case 12 -> new RoomChanged(maybe(), maybe(), maybe(), maybe());
            case 13 -> new StreamStart(maybe());
            case 14 -> new StreamEnd(maybe());
            case 15 ->
                new Moderation(
                        one(ModerationAction.values()),
                        random.nextBoolean() ? null : user(),
                        random.nextBoolean() ? null : number());
            case 16 -> new Notice(text());
            case 17 -> new Gap(number(), number(), text(), random.nextBoolean() ? null : number());
            default -> new Unknown(text());
        };
    }

    /** Any text. */
    public String text() {
        var text = new StringBuilder();
        for (var i = random.nextInt(6); i > 0; i--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return random.nextInt(20) == 0 ? text.toString().repeat(30) : text.toString();
    }

    private @Nullable String maybe() {
        return random.nextBoolean() ? null : text();
    }

    private User user() {
        return switch (random.nextInt(4)) {
            case 0 -> User.of(null, null);
            case 1 -> User.of("" + random.nextInt(1000), text());
            case 2 -> User.of(text(), text());
            default ->
                new User(
                        text(),
                        text(),
                        maybe(),
                        random.nextInt(60),
                        new User.Badge(maybe(), random.nextInt(30)),
                        one(User.Role.values()),
                        random.nextBoolean());
        };
    }

    private @Nullable String color() {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> "#%06x".formatted(random.nextInt(1 << 24));
            default -> text();
        };
    }

    private @Nullable Emote emote() {
        return random.nextBoolean() ? null : new Emote(text() + "e", maybe());
    }

    private @Nullable Combo combo() {
        return random.nextBoolean() ? null : new Combo(text(), number(), random.nextBoolean());
    }

    private @Nullable Price price() {
        return random.nextBoolean() ? null : sure();
    }

    private Price sure() {
        var unit = random.nextBoolean() ? "CNY/1000" : random.nextBoolean() ? "gold" : text();
        return new Price(number(), unit, random.nextBoolean() ? null : random.nextBoolean());
    }

    private @Nullable String tier() {
        return random.nextBoolean() ? "舰长" : maybe();
    }

    private long number() {
        return random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(100_000);
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
