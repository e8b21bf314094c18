package dev.danmaku.platforms.bilibili;

import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventBody.SuperChatDeleted;
import dev.danmaku.event.Price;
import dev.danmaku.platforms.EventKeys;
import dev.danmaku.platforms.bilibili.Users.Told;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;

/** {@code SUPER_CHAT_MESSAGE}, the same once more with a translation, and the deletion of some. */
final class SuperChatEvents {
    /** Their prices are in CNY, unlike all others here. */
    private static final long THOUSANDTHS = 1_000;

    private static final long MAX_CNY = 1_000_000_000;
    private static final int MAX_DELETED = 1_000;

    private final Users users;
    private final SeenIds seen = new SeenIds();

    SuperChatEvents(Users users) {
        this.users = users;
    }

    void add(Command command, Gathered events) {
        var data = command.data();
        var id = Fields.text(data.path("id"));
        if (!id.isEmpty() && !seen.add(id)) {
            return;
        }
        var start = Times.ofSeconds(Fields.number(data.path("start_time")));
        var at = start != 0 ? start : Times.ofSeconds(Fields.number(data.path("ts")));
        var text = Fields.text(data.path("message"));
        events.add(
                id.isEmpty()
                        ? events.keyOfMessage("superchat", text)
                        : EventKeys.ofId("superchat", id),
                at,
                new SuperChat(
                        users.user(told(data)), text, price(data.path("price")), seconds(data)));
    }

    void addDeleted(Command command, Gathered events) {
        var ids = new ArrayList<String>();
        for (var id : command.data().path("ids")) {
            var text = Fields.text(id);
            if (!text.isEmpty() && ids.size() < MAX_DELETED) {
                ids.add(text);
            }
        }
        if (!ids.isEmpty()) {
            events.add(
                    events.keyInBroadcast("superchat-deleted", ids.toString()),
                    0,
                    new SuperChatDeleted(ids));
        }
    }

    private static Told told(JsonNode data) {
        var user = data.path("user_info");
        var medal = data.path("medal_info");
        return new Told(
                Fields.number(data.path("uid")),
                Fields.text(user.path("uname")),
                Fields.text(user.path("face")),
                Fields.number(user.path("user_level")),
                Fields.text(medal.path("medal_name")),
                Fields.number(medal.path("medal_level")),
                Fields.number(user.path("manager")) == 1,
                Fields.number(user.path("guard_level")));
    }

    private static Price price(JsonNode price) {
        var cny = Math.clamp(Fields.number(price), 0, MAX_CNY);
        return new Price(cny * THOUSANDTHS, "CNY/1000", true);
    }

    private static @Nullable Long seconds(JsonNode data) {
        var seconds = Fields.number(data.path("time"));
        return seconds > 0 ? seconds : null;
    }
}
