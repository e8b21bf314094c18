package dev.danmaku.event;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.danmaku.room.Platform;
import dev.danmaku.testing.Golden;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The public schema: one golden line for each type with all that it may say, and one with the least. */
class EventJsonTest {
    private static final User FULL_USER = new User(
            "u1",
            "名字 \"quoted\"",
            "https://example.org/a.png",
            7,
            new User.Badge("粉", 12),
            User.Role.MODERATOR,
            true);
    private static final User NOBODY = User.of(null, null);
    private static final Price PRICE = new Price(30_000, "CNY/1000", true);

    /** Each type twice: full, then the least it can be. */
    private static List<EventBody> bodies() {
        return List.of(
                new Chat(
                        FULL_USER,
                        "hi\n\u2028\uD83D\uDE00 </script>",
                        "#ff00aa",
                        new Emote("e1", "https://example.org/e.png"),
                        "id:99"),
                new Chat(NOBODY, "hi", null, null, null),
                new Gift(FULL_USER, "g1", "火箭", 3, PRICE, new Combo("c1", 9)),
                new Gift(NOBODY, null, null, 1, null, null),
                new SuperChat(FULL_USER, "hello", PRICE, 60L),
                new SuperChat(NOBODY, "hello", new Price(1, "gold", null), null),
                new SuperChatDeleted(List.of("1", "2")),
                new SuperChatDeleted(List.of()),
                new Membership(FULL_USER, "captain", 3, PRICE),
                new Membership(NOBODY, null, null, null),
                new Like(FULL_USER, 10),
                new Like(NOBODY, 1),
                new Enter(FULL_USER),
                new Enter(NOBODY),
                new Follow(FULL_USER),
                new Follow(NOBODY),
                new Share(FULL_USER),
                new Share(NOBODY),
                new ViewerCount(12_000, ViewerCountKind.ONLINE, "1.2万"),
                new ViewerCount(0, ViewerCountKind.POPULARITY, null),
                new LikeCount(34_000, "3.4万"),
                new LikeCount(0, null),
                new Rank(List.of(new Ranked(FULL_USER, 100L), new Ranked(NOBODY, null)), "day"),
                new Rank(List.of(), null),
                new RoomChanged("标题", "games", "host", "https://example.org/c.png"),
                new RoomChanged(null, null, null, null),
                new StreamStart("platform"),
                new StreamStart(null),
                new StreamEnd("room api"),
                new StreamEnd(null),
                new Moderation(ModerationAction.CUT_OFF, FULL_USER, 1790000099000L),
                new Moderation(ModerationAction.MUTED, null, null),
                new Notice("maintenance"),
                new Notice("m"),
                new Gap(1790000000000L, 1790000005000L, "reconnect", 12L),
                new Gap(1790000000000L, 1790000000000L, "outage", null),
                new Unknown("SC_NEW_THING"),
                new Unknown("x"),
                new Gift(FULL_USER, "g1", "火箭", 9, PRICE, new Combo("c1", 9, true)),
                new Gift(NOBODY, null, null, 2, null, new Combo("c2", 2)));
    }

    private static List<Event> events() {
        var events = new ArrayList<Event>();
        for (var i = 0; i < bodies().size(); i++) {
            events.add(i % 2 == 0 ? full(bodies().get(i)) : least(bodies().get(i)));
        }
        return events;
    }

    private static Event full(EventBody body) {
        return new Event(
                Platform.KUAISHOU,
                "3xabcdef",
                1790000001000L,
                1790000001234L,
                "id:42",
                "live-1",
                new Epoch(1789999999000L, 1790000000001L, 2),
                body,
                "{\"raw\":true}");
    }

    private static Event least(EventBody body) {
        return new Event(
                Platform.BILIBILI,
                null,
                1790000001000L,
                1790000001000L,
                "h:abc",
                null,
                null,
                body,
                null);
    }

    @Test
    void everyTypeIsWrittenAsEver() {
        assertThat(events().stream().map(EventJson::toJson))
                .containsExactlyElementsOf(Golden.lines("events.jsonl"));
    }

    @Test
    void everyTypeOfTheSchemaHasItsGoldenLines() {
        assertThat(bodies().stream().<Class<?>>map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(EventBody.class.getPermittedSubclasses());
    }

    @Test
    void aStreamOfEventsIsTheSameBytes() {
        var bytes = new ByteArrayOutputStream();
        for (var event : events()) {
            try (var json = EventJson.generator(bytes)) {
                EventJson.write(event, json);
            }
            bytes.write('\n');
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(Golden.lines("events.jsonl"));
    }

    @Test
    void anEventIsOneLineWhateverItsTexts() {
        assertThat(events().stream().map(EventJson::toJson))
                .allSatisfy(line -> assertThat(line).doesNotContain("\n", "\r"));
    }

    @Test
    void whatThePlatformDidNotSayIsAbsentAndNeverEmpty() {
        var user = new User("", "", "", null, new User.Badge("", null), null, false);

        assertThat(EventJson.toJson(least(new Chat(user, "hi", "", null, ""))))
                .doesNotContain("\"\"", "null");
    }

    @Test
    void everyKindAndActionHasItsWord() {
        assertThat(Stream.of(ViewerCountKind.values())
                        .map(kind -> EventJson.toJson(least(new ViewerCount(1, kind, null)))))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"kind\":\"online\""),
                        line -> assertThat(line).contains("\"kind\":\"watched\""),
                        line -> assertThat(line).contains("\"kind\":\"popularity\""));
        assertThat(Stream.of(ModerationAction.values())
                        .map(action -> EventJson.toJson(least(new Moderation(action, null, null)))))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"action\":\"muted\""),
                        line -> assertThat(line).contains("\"action\":\"blocked\""),
                        line -> assertThat(line).contains("\"action\":\"warned\""),
                        line -> assertThat(line).contains("\"action\":\"cut-off\""));
    }
}
