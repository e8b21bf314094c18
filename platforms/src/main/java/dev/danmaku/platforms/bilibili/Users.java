package dev.danmaku.platforms.bilibili;

import dev.danmaku.event.User;
import dev.danmaku.event.User.Badge;
import dev.danmaku.event.User.Role;

import org.jspecify.annotations.Nullable;

/** The platform's people as ours. */
final class Users {
    /** All that is left of a masked name, after its first character. */
    private static final String MASK = "***";

    /** The streamer's uid; 0 where we don't know it. */
    private final long streamer;

    Users(long streamer) {
        this.streamer = streamer;
    }

    /** Somebody of whom the platform says this much; 0 and empty texts are nothing. */
    record Told(
            long uid,
            String name,
            String face,
            long level,
            String medal,
            long medalLevel,
            boolean moderates,
            long guardLevel) {

        static Told of(long uid, String name) {
            return new Told(uid, name, "", 0, "", 0, false, 0);
        }
    }

    User user(Told told) {
        var masked = told.uid == 0 && !told.name.isEmpty() || hidden(told.name);
        return new User(
                Fields.id(told.uid),
                Fields.orNull(told.name),
                Fields.orNull(told.face),
                positive(told.level),
                badge(told),
                role(told),
                masked);
    }

    /** How an event's key tells people apart: masked ones by what is left of their name. */
    static String identity(long uid, String name) {
        return uid == 0 ? name : Long.toUnsignedString(uid);
    }

    private static boolean hidden(String name) {
        return name.endsWith(MASK) && name.codePointCount(0, name.length()) == MASK.length() + 1;
    }

    private @Nullable Role role(Told told) {
        if (told.uid != 0 && told.uid == streamer) {
            return Role.HOST;
        }
        if (told.moderates) {
            return Role.MODERATOR;
        }
        return told.guardLevel > 0 ? Role.GUARD : null;
    }

    private static @Nullable Badge badge(Told told) {
        return told.medal.isEmpty() ? null : new Badge(told.medal, positive(told.medalLevel));
    }

    private static @Nullable Integer positive(long level) {
        return level > 0 && level <= Integer.MAX_VALUE ? (int) level : null;
    }
}
