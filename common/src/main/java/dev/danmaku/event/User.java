package dev.danmaku.event;

import org.jspecify.annotations.Nullable;

/**
 * Who did it, as far as the platform says; what it does not say is null.
 *
 * @param id the platform's id of the person
 * @param avatar a URL
 * @param level the platform's rank of the person
 * @param badge fan medal
 * @param masked the platform hid who it is
 */
public record User(
        @Nullable String id,
        @Nullable String name,
        @Nullable String avatar,
        @Nullable Integer level,
        @Nullable Badge badge,
        @Nullable Role role,
        boolean masked) {

    /** Somebody of whom only id and name are known. */
    public static User of(@Nullable String id, @Nullable String name) {
        return new User(id, name, null, null, null, null, false);
    }

    /** @param level of the badge, not of the person */
    public record Badge(@Nullable String name, @Nullable Integer level) {}

    /** What the person may do in the room. */
    public enum Role {
        VIEWER,
        MODERATOR,
        HOST,
        GUARD
    }
}
