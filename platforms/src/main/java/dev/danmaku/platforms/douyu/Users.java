package dev.danmaku.platforms.douyu;

import dev.danmaku.event.User;
import dev.danmaku.event.User.Badge;
import dev.danmaku.event.User.Role;

import org.jspecify.annotations.Nullable;

/** The platform's people as ours. */
final class Users {
    private static final String AVATARS = "https://apic.douyucdn.cn/upload/";
    private static final String AVATAR_SIZE = "_small.jpg";
    private static final long PLATFORM_STAFF = 5;
    private static final long IN_ROOM_VIEWER = 1;
    private static final long IN_ROOM_MODERATOR = 4;
    private static final long IN_ROOM_HOST = 5;

    private final @Nullable String owner;

    /** @param owner the streamer's user id; null where we don't know it */
    Users(@Nullable String owner) {
        this.owner = owner;
    }

    /** Who sent a chat or a gift, or came in. */
    User sender(SttMap message) {
        return user(message, "nn", "ic");
    }

    /** Somebody whose name and avatar are in these fields. */
    User user(SttMap message, String name, String avatar) {
        var id = id(message);
        return new User(
                id,
                message.text(name),
                message.between(AVATARS, avatar, AVATAR_SIZE),
                positive(message.number("level")),
                badge(message),
                role(message, id),
                false);
    }

    /** Partners of the platform are told a hash in place of the id. */
    private static @Nullable String id(SttMap message) {
        var id = message.text("uid");
        return id == null ? message.text("hashid") : id;
    }

    private static @Nullable Badge badge(SttMap message) {
        var level = positive(message.number("bl"));
        var name = level == null ? null : message.text("bnn");
        return name == null ? null : new Badge(name, level);
    }

    /** Staff of the platform may do in every room what a moderator may do in one. */
    private @Nullable Role role(SttMap message, @Nullable String id) {
        var inRoom = message.number("rg");
        if (inRoom == IN_ROOM_HOST || id != null && id.equals(owner)) {
            return Role.HOST;
        }
        if (inRoom == IN_ROOM_MODERATOR || message.number("pg") == PLATFORM_STAFF) {
            return Role.MODERATOR;
        }
        if (message.number("nl") > 0) {
            return Role.GUARD;
        }
        return inRoom == IN_ROOM_VIEWER ? Role.VIEWER : null;
    }

    private static @Nullable Integer positive(long number) {
        return number > 0 && number <= Integer.MAX_VALUE ? Integer.valueOf((int) number) : null;
    }
}
