package dev.danmaku.registry;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Takes the replies of scripts apart: text and lists of text, nothing else. */
final class Replies {
    private static final String REBUILDING = "rebuilding";

    private Replies() {}

    @SuppressWarnings("unchecked")
    static List<Object> list(Object reply) {
        return (List<Object>) reply;
    }

    /** jedis-mock makes a number of a text that looks like one. */
    static String text(Object reply, int index) {
        return list(reply).get(index).toString();
    }

    static long number(Object reply, int index) {
        return Long.parseLong(text(reply, index));
    }

    /** The scripts write what is absent as an empty text. */
    static @Nullable String absentIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    static boolean rebuilding(Object reply) {
        return text(reply, 0).equals(REBUILDING);
    }

    static HoldAnswer hold(Object reply) {
        return switch ((String) reply) {
            case "ok" -> HoldAnswer.OK;
            case "not-mine" -> HoldAnswer.NOT_MINE;
            case REBUILDING -> HoldAnswer.LATER;
            default -> throw new IllegalStateException("a script replied " + reply);
        };
    }

    /** Reads {@code ks_lives 3xabc}, as word of a lost room is left. */
    static RoomId room(String word) {
        var space = word.indexOf(' ');
        var prefix = word.substring(0, space).replace("_lives", "");
        return new RoomId(Platform.find(prefix).orElseThrow(), word.substring(space + 1));
    }
}
