package dev.danmaku.platforms.douyu.lookup;

import dev.danmaku.platforms.douyu.lookup.Finding.Broadcast;
import dev.danmaku.platforms.douyu.lookup.Finding.Elsewhere;
import dev.danmaku.platforms.douyu.lookup.Finding.OffAir;
import dev.danmaku.platforms.douyu.lookup.Finding.OnAir;
import dev.danmaku.platforms.douyu.lookup.Finding.Trouble;
import dev.danmaku.platforms.douyu.lookup.Finding.Unclear;
import dev.danmaku.platforms.lookup.Json;
import dev.danmaku.platforms.net.HttpResult;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What the site's answers mean. Only an explicit word is 'not live'; all that is odd is unclear. */
final class Answers {
    private static final long LIVE = 1;
    private static final long NOT_LIVE = 2;
    private static final long CLOSED = 0;
    private static final long LOOPS = 1;
    private static final long ABSENT = -1;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final int MAX_POPULARITY_CHARS = 24;

    private Answers() {}

    /** {@code betard}: of an id that is not a room's real one it makes a page in place of JSON. */
    static Finding betard(HttpResult.Answer answer, long asked) {
        if (answer.status() != 200) {
            return status("betard", answer.status());
        }
        var room = Json.parse(answer.body()).map(json -> json.path("room"));
        if (room.isEmpty() || !room.get().isObject()) {
            return new Unclear(Trouble.NO_REAL_ID, "betard gives no room");
        }
        var rid = number(room.get(), "room_id");
        if (rid <= 0) {
            return unreadable("betard gives no room id");
        }
        if (rid != asked) {
            return new Elsewhere(rid);
        }
        var status = number(room.get(), "show_status");
        if (status == LIVE) {
            return number(room.get(), "videoLoop") == LOOPS
                    ? new OffAir("betard: the room loops a recording")
                    : onAir(room.get(), rid);
        }
        return status == NOT_LIVE
                ? new OffAir("betard says show_status 2: no stream runs")
                : unreadable("betard says show_status " + status);
    }

    private static Finding onAir(JsonNode room, long rid) {
        var name = text(room, "nickname");
        return new OnAir(new Broadcast(
                rid,
                Math.max(0, number(room, "show_time")),
                positiveText(number(room, "owner_uid")),
                name == null ? text(room, "owner_name") : name,
                text(room, "room_name"),
                text(room, "second_lvl_name"),
                text(room, "room_pic"),
                popularity(room.path("room_biz_all"), "hot")));
    }

    /** The room's own page, asked without following: an alias is a redirect, a vanity number a page. */
    static Finding page(HttpResult.Answer answer) {
        var redirected = answer.status() / 100 == 3;
        if (!redirected && answer.status() != 200) {
            return answer.status() == 404
                    ? new Unclear(Trouble.UNKNOWN_ROOM, "the room page: HTTP 404")
                    : status("the room page", answer.status());
        }
        var rid =
                redirected ? RoomIds.inLocation(answer.location()) : RoomIds.inPage(answer.body());
        return rid > 0
                ? new Elsewhere(rid)
                : new Unclear(Trouble.UNKNOWN_ROOM, "the room page names no room");
    }

    /** The open API, which knows nothing of loops, owner, or the page's popularity. */
    static Finding roomApi(HttpResult.Answer answer, long asked) {
        if (answer.status() != 200 && answer.status() != 404) {
            return status("RoomApi", answer.status());
        }
        var json = Json.parse(answer.body());
        if (json.isEmpty()) {
            return answer.body().strip().equals("Not Found")
                    ? new Unclear(Trouble.UNKNOWN_ROOM, "RoomApi: no such room")
                    : unreadable("RoomApi gives no JSON");
        }
        var error = number(json.get(), "error");
        if (error != 0) {
            return unreadable("RoomApi says error " + error);
        }
        var room = json.get().path("data");
        if (number(room, "room_id") != asked) {
            return unreadable("RoomApi tells of another room");
        }
        var status = number(room, "room_status");
        if (status == LIVE) {
            return new OnAir(new Broadcast(
                    asked,
                    startSeconds(text(room, "start_time")),
                    null,
                    text(room, "owner_name"),
                    text(room, "room_name"),
                    text(room, "cate_name"),
                    text(room, "room_thumb"),
                    popularity(room, "online")));
        }
        return status == NOT_LIVE || status == CLOSED
                ? new OffAir("RoomApi says room_status %d: no stream runs".formatted(status))
                : unreadable("RoomApi says room_status " + status);
    }

    private static long startSeconds(@Nullable String time) {
        try {
            return time == null ? 0 : LocalDateTime.parse(time, TIME).toEpochSecond(CHINA);
        } catch (DateTimeException e) {
            return 0;
        }
    }

    /** An answer that is none. */
    private static Finding status(String what, int status) {
        return switch (status) {
            case 403, 429 -> new Unclear(Trouble.THROTTLED, "%s: HTTP %d".formatted(what, status));
            default -> unreadable("%s: HTTP %d".formatted(what, status));
        };
    }

    private static Unclear unreadable(String reason) {
        return new Unclear(Trouble.UNREADABLE, reason);
    }

    /** Numbers may be texts. */
    private static long number(JsonNode json, String field) {
        var node = json.path(field);
        return node.isBoolean() ? (node.asBoolean() ? 1 : 0) : node.asLong(ABSENT);
    }

    private static @Nullable String text(JsonNode json, String field) {
        var text = Json.text(json, field);
        return text == null ? null : Entities.decode(text);
    }

    private static @Nullable String positiveText(long number) {
        return number > 0 ? Long.toString(number) : null;
    }

    private static @Nullable String popularity(JsonNode json, String field) {
        var text = Json.text(json, field);
        return text == null || text.length() > MAX_POPULARITY_CHARS ? null : text;
    }
}
