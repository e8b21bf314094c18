package dev.danmaku.console.web;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;

/** What somebody may do. Each role may do what those before it may. */
public enum Role {
    LOOK,
    OPERATE;

    /** As it stands in JSON and in the users' file. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this is enough where the other is needed. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    public static Optional<Role> find(@Nullable String label) {
        for (var role : values()) {
            if (role.label().equals(label)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
