package dev.danmaku.platforms.kuaishou.lookup;

import dev.danmaku.platforms.kuaishou.lookup.Finding.Broadcast;
import dev.danmaku.platforms.kuaishou.lookup.Finding.OffAir;
import dev.danmaku.platforms.kuaishou.lookup.Finding.OnAir;
import dev.danmaku.platforms.kuaishou.lookup.Finding.Trouble;
import dev.danmaku.platforms.kuaishou.lookup.Finding.Unclear;
import dev.danmaku.platforms.lookup.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.regex.Pattern;

/** What the site's answers mean. Only an explicit word is 'not live'; all that is odd is unclear. */
final class Answers {
    private static final int OK = 1;
    private static final int TOO_FAST = 2;
    private static final int BUSY = 10;
    private static final int UNKNOWN_ROOM = 22;
    private static final int LOGIN_REQUIRED = 109;
    private static final int NOT_LIVE = 671;
    private static final int NOT_WATCHABLE = 677;
    private static final int LOGIN_EXPIRED = 6001;
    private static final int CAPTCHA = 400_002;

    /** Eleven characters so far; it goes into an address. */
    private static final Pattern LIVE_STREAM_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final int PRINTED_CHARS = 80;

    private Answers() {}

    /** The room page. */
    static Finding page(String html) {
        var state = PageState.of(html);
        if (state.isEmpty()) {
            return unreadable("the room page has no readable state");
        }
        var liveroom = state.get().path("liveroom");
        var room = liveroom.path("playList").path(0);
        if (!room.isObject()) {
            return unreadable("the room page lists no room");
        }
        var error = room.path("errorType");
        if (error.isObject()) {
            return trouble("the room page", error.path("type").asInt(0), Json.text(error, "title"));
        }
        var forbidden = room.path("status").path("forbiddenState").asInt(0);
        if (isNotLive(forbidden)) {
            return offAir("the room page", forbidden);
        }
        var id = room.path("liveStream").path("id").asString("");
        var living = room.path("isLiving");
        if (isTrue(living) && !id.isEmpty()) {
            var socket = SocketInfo.read(room.path("websocketInfo")).or(SocketInfo.read(liveroom));
            return onAir(room, socket);
        }
        if (living.isBoolean() && !living.asBoolean() && id.isEmpty() && hasAuthor(room)) {
            return new OffAir("the room page says that no stream runs");
        }
        return unreadable("the room page contradicts itself");
    }

    /** {@code livedetail}. */
    static Finding liveDetail(String body) {
        var json = Json.parse(body);
        if (json.isEmpty()) {
            return unreadable("livedetail is no JSON");
        }
        var data = unwrapped(json.get());
        var result = data.path("result").asInt(0);
        if (isNotLive(result)) {
            return offAir("livedetail", result);
        }
        if (result != OK) {
            return trouble("livedetail", result, Json.text(data, "error_msg"));
        }
        return data.path("liveStream").path("id").asString("").isEmpty()
                ? unreadable("livedetail names no stream")
                : onAir(data, SocketInfo.read(data.path("websocketInfo")));
    }

    /** {@code websocketinfo}: fills in what the broadcast lacks. */
    static Finding socketInfo(String body, Broadcast broadcast) {
        var json = Json.parse(body);
        if (json.isEmpty()) {
            return unreadable("websocketinfo is no JSON");
        }
        var data = unwrapped(json.get());
        var result = data.path("result").asInt(0);
        if (isNotLive(result)) {
            return offAir("websocketinfo", result);
        }
        if (result != OK) {
            return trouble("websocketinfo", result, Json.text(data, "error_msg"));
        }
        var socket = broadcast.socket().or(SocketInfo.read(data));
        if (!socket.complete()) {
            return unreadable("websocketinfo gives no token or no host");
        }
        return new OnAir(broadcast.with(socket));
    }

    /** An answer that is none: an HTTP status other than 200. */
    static Finding status(String what, int status) {
        return switch (status) {
            case 403, 429 -> new Unclear(Trouble.THROTTLED, "%s: HTTP %d".formatted(what, status));
            default -> unreadable("%s: HTTP %d".formatted(what, status));
        };
    }

    static Unclear unreadable(String reason) {
        return new Unclear(Trouble.UNREADABLE, reason);
    }

    private static Finding onAir(JsonNode room, SocketInfo socket) {
        var stream = room.path("liveStream");
        var id = stream.path("id").asString("");
        if (!LIVE_STREAM_ID.matcher(id).matches()) {
            return unreadable("'%s' cannot be a stream".formatted(printable(id)));
        }
        return new OnAir(new Broadcast(
                id,
                Json.text(room.path("author"), "name"),
                Json.text(stream, "caption"),
                Json.text(room.path("gameInfo"), "name"),
                Json.text(stream, "poster"),
                Json.text(stream, "expTag"),
                socket));
    }

    private static OffAir offAir(String what, int code) {
        return new OffAir("%s says %d: no stream runs".formatted(what, code));
    }

    private static Unclear trouble(String what, int code, @Nullable String words) {
        var trouble = switch (code) {
            case TOO_FAST, BUSY -> Trouble.THROTTLED;
            case CAPTCHA -> Trouble.CAPTCHA;
            case UNKNOWN_ROOM -> Trouble.UNKNOWN_ROOM;
            case LOGIN_REQUIRED, LOGIN_EXPIRED -> Trouble.LOGIN;
            default -> Trouble.UNREADABLE;
        };
        var meaning = switch (trouble) {
            case THROTTLED -> "too many questions";
            case CAPTCHA -> "a captcha is to be solved";
            case UNKNOWN_ROOM -> "no such room";
            case LOGIN -> "a fresh login is needed";
            case NO_ANSWER, UNREADABLE -> "an answer we don't know";
        };
        var quoted = words == null ? "" : " '" + printable(words) + "'";
        return new Unclear(trouble, "%s says %d%s: %s".formatted(what, code, quoted, meaning));
    }

    private static boolean isNotLive(int code) {
        return code == NOT_LIVE || code == NOT_WATCHABLE;
    }

    /** The page has also been seen to say 1 and "true". */
    private static boolean isTrue(JsonNode flag) {
        return flag.isBoolean() && flag.asBoolean()
                || flag.isNumber() && flag.asInt(0) == 1
                || flag.isString() && flag.asString("").equals("true");
    }

    /** A room that exists has one; refusals without an error of their own have not. */
    private static boolean hasAuthor(JsonNode room) {
        return !room.path("author").isEmpty();
    }

    private static JsonNode unwrapped(JsonNode json) {
        var data = json.path("data");
        return data.isObject() ? data : json;
    }

    private static String printable(String text) {
        var cut = text.substring(0, Math.min(text.length(), PRINTED_CHARS));
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
