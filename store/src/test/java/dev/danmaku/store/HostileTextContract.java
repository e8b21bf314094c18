package dev.danmaku.store;

import static dev.danmaku.store.Events.NOON;
import static dev.danmaku.store.Events.chat;
import static dev.danmaku.store.Events.epoch;
import static dev.danmaku.store.Events.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventParser;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts, names and ids that anybody chose do no harm. */
interface HostileTextContract extends OpenedStore {
    @Test
    default void hostileTextsDoNoHarmAnywhere() {
        var random = new Random(11);
        var events = new ArrayList<Event>();
        for (var i = 0; i < 300; i++) {
            var user = User.of(hostile(random), hostile(random));
            var body = new Chat(user, hostile(random), hostile(random), null, hostile(random));
            events.add(new Event(
                    Platform.values()[i % 3],
                    cut("r" + hostile(random)),
                    NOON + i,
                    NOON + i + random.nextInt(3),
                    i + hostile(random),
                    hostile(random),
                    epoch(random.nextInt(3)),
                    body,
                    hostile(random)));
        }

        assertThat(store().writer().write(events).added()).isEqualTo(300);

        var found = lines(all());
        assertThat(found).hasSameSizeAs(events);
        for (var i = 0; i < found.size(); i++) {
            assertThat(readable(found.get(i))).isEqualTo(readable(lines(events).get(i)));
        }
        for (var event : events) {
            var chat = (Chat) event.body();
            var room = String.valueOf(event.room());
            assertThat(find(everything().in(event.platform(), room))).contains(normal(event));
            var id = String.valueOf(chat.user().id());
            if (!id.isEmpty()) {
                assertThat(find(everything().by(event.platform(), id))).contains(normal(event));
            }
            if (!dev.danmaku.store.row.Folding.fold(chat.text()).isEmpty()) {
                assertThat(find(everything().saying(chat.text()))).contains(normal(event));
            }
        }
    }

    private static String readable(String text) {
        return text.chars()
                .mapToObj(c -> c < 0x20 || c >= 0x7f ? "<%x>".formatted(c) : "" + (char) c)
                .collect(java.util.stream.Collectors.joining());
    }

    /** As it is written: what is empty is absent. */
    private static Event normal(Event event) {
        return EventParser.parse(dev.danmaku.event.EventJson.toJson(event));
    }

    private static String hostile(Random random) {
        var parts = List.of(
                "'",
                "\"",
                "\\",
                "\u0000",
                "\ud83d",
                "\ude00",
                "😀",
                "中",
                "%",
                "_",
                "; DROP TABLE event; --",
                "$1",
                "?",
                "{}",
                "NULL",
                "\n",
                "\u202e",
                "\u001b[2J",
                "A",
                " ",
                "\\u0000",
                "p:",
                "*",
                ":");
        var text = new StringBuilder();
        for (var i = random.nextInt(6); i > 0; i--) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return random.nextInt(20) == 0 ? text.toString().repeat(10) : text.toString();
    }

    private static String cut(String room) {
        return room.substring(0, Math.min(200, room.length()));
    }

    @Test
    default void aVeryLongTextIsStoredAndFound() {
        var text = "长".repeat(500_000) + "尾巴";
        var event = chat("7", NOON, "id:1", text);
        write(event);

        assertThat(find(everything().saying("尾巴"))).containsExactly(event);
    }
}
