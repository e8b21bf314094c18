package dev.danmaku.platforms.douyu.lookup;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Pattern;

/** Real room ids, where the site's answers hold them. */
final class RoomIds {
    /** More digits than any room has, fewer than a long. */
    private static final String DIGITS = "([0-9]{1,15})";
    /** A redirect names the room as its path, or, for a topic's page, in its query. */
    private static final List<Pattern> IN_LOCATION = List.of(
            Pattern.compile("^(?:https?://[^/?#]*)?/" + DIGITS + "(?:[?#].*)?$"),
            Pattern.compile("[?&]rid=" + DIGITS + "(?:[&#].*)?$"));
    /** Three generations of the room page, and the mobile one. */
    private static final List<Pattern> IN_PAGE = List.of(
            Pattern.compile("\\$ROOM\\.room_id\\s*=\\s*" + DIGITS),
            Pattern.compile("window\\.room_id\\s*=\\s*[\"']?" + DIGITS),
            Pattern.compile("\\\\\"room_id\\\\\":" + DIGITS),
            Pattern.compile("\"rid\":" + DIGITS + ",\"vipId\""));

    private RoomIds() {}

    /** 0 where it is no real room id. */
    static long parse(String id) {
        return id.matches(DIGITS) ? Long.parseLong(id) : 0;
    }

    /** 0 where the address names no room. */
    static long inLocation(@Nullable String location) {
        return location == null ? 0 : first(IN_LOCATION, location);
    }

    /** 0 where the page names no room. */
    static long inPage(String html) {
        return first(IN_PAGE, html);
    }

    private static long first(List<Pattern> patterns, String text) {
        for (var pattern : patterns) {
            var found = pattern.matcher(text);
            if (found.find() && Long.parseLong(found.group(1)) > 0) {
                return Long.parseLong(found.group(1));
            }
        }
        return 0;
    }
}
