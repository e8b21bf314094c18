package dev.danmaku.platforms.bilibili;

import static dev.danmaku.platforms.bilibili.Bytes.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.User;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What the platform says in one room, and what becomes of it. */
abstract class SaidInARoom {
    static final long NOW = 1_791_090_000_000L;
    static final long STREAMER = 99;
    static final User ANN = User.of("7", "ann");

    final RoomMessages messages = new RoomMessages("545068", "1700000000", STREAMER);
    final List<String> unknown = new ArrayList<>();

    EventBody body(String json) {
        return one(json).body();
    }

    Event one(String json) {
        var events = hear(json);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    List<Event> hear(String json) {
        return hear(message(json));
    }

    List<Event> hear(byte[] frame) {
        var heard = messages.hear(Unpack.message(frame), NOW, new Notes() {
            @Override
            public void endHinted(String reason) {}

            @Override
            public void endUnhinted() {}

            @Override
            public void unknown(String name) {
                unknown.add(name);
            }

            @Override
            public void stray(int bytes) {}
        });
        assertThat(heard.trouble()).isNull();
        return heard.events();
    }

    static User masked(String name) {
        return new User(null, name, null, null, null, null, true);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
