package dev.danmaku.store.row;

import java.util.Collection;
import java.util.List;

/** An event's type as a small number. The numbers lie in databases: new ones are added, none changes. */
public final class TypeCode {
    private static final List<String> NAMES = List.of(
            "chat",
            "gift",
            "superchat",
            "superchat-deleted",
            "membership",
            "like",
            "enter",
            "follow",
            "share",
            "viewers",
            "likes",
            "rank",
            "room-changed",
            "stream-started",
            "stream-ended",
            "moderation",
            "notice",
            "gap",
            "unknown");

    private TypeCode() {}

    /** @throws IllegalArgumentException if there is no such type */
    public static int of(String type) {
        var index = NAMES.indexOf(type);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "there is no such type; there are " + String.join(", ", NAMES));
        }
        return index + 1;
    }

    /** Sorted. */
    public static List<Integer> of(Collection<String> types) {
        return types.stream().map(TypeCode::of).sorted().toList();
    }

    public static String name(int code) {
        return NAMES.get(code - 1);
    }
}
