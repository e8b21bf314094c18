package dev.danmaku.platforms.bilibili.lookup;

import dev.danmaku.config.BilibiliSettings.Transport;
import dev.danmaku.platforms.bilibili.lookup.Finding.Door;
import dev.danmaku.platforms.bilibili.lookup.Finding.Got;
import dev.danmaku.platforms.bilibili.lookup.Finding.OffAir;
import dev.danmaku.platforms.bilibili.lookup.Finding.OnAir;
import dev.danmaku.platforms.bilibili.lookup.Finding.Show;
import dev.danmaku.platforms.bilibili.lookup.Finding.Trouble;
import dev.danmaku.platforms.bilibili.lookup.Finding.Unclear;
import dev.danmaku.platforms.lookup.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the API's answers mean. Only an explicit word is 'not live'; all that is odd is unclear. */
final class Answers {
    /** Real lists have three or four. */
    static final int MAX_HOSTS = 16;

    private static final int NOT_LOGGED_IN = -101;
    private static final int RISK = -352;
    private static final int BAD_PARAMETERS = -400;
    private static final int INTERCEPTED = -412;
    private static final int UNKNOWN_ROOM = 60004;

    private static final int LIVE = 1;
    private static final int ROUND = 2;

    private static final String USUAL_HOST = "broadcastlv.chat.bilibili.com";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");
    private static final Pattern KEY_URL =
            Pattern.compile(".*/([0-9A-Za-z]{" + Wbi.KEY_CHARS + "})\\.[a-z]+");
    private static final int MAX_BUVID_CHARS = 128;
    private static final int PRINTED_CHARS = 80;

    private Answers() {}

    /** {@code room_init}. */
    static Finding<OnAir> roomInit(String body) {
        var what = "room_init";
        var json = Json.parseOrMissing(body);
        if (!(data(what, json) instanceof Got<JsonNode>(var data))) {
            return trouble(what, json);
        }
        var room = data.path("room_id").asLong(0);
        if (room <= 0 || !data.path("live_status").isNumber()) {
            return unreadable("room_init names no room, or not its state");
        }
        var status = data.path("live_status").asInt(-1);
        if (status != LIVE) {
            return new OffAir<>(
                    status == ROUND
                            ? "room_init says 2: recorded videos, no stream"
                            : "room_init says %d: no stream runs".formatted(status));
        }
        var closed = closed(data);
        if (closed != null) {
            return new Unclear<>(Trouble.CLOSED, "the room is " + closed);
        }
        var started = data.path("live_time").asLong(0);
        // The room is better than nothing: two broadcasts of it are then told apart by nobody.
        var live = started > 0 ? Long.toString(started) : "room-" + room;
        return new Got<>(new OnAir(room, live, data.path("uid").asLong(0)));
    }

    private static @Nullable String closed(JsonNode data) {
        if (data.path("is_locked").asBoolean(false)) {
            return "locked by the platform" + until(data.path("lock_till"));
        }
        if (data.path("is_hidden").asBoolean(false)) {
            return "hidden by the platform" + until(data.path("hidden_till"));
        }
        if (data.path("encrypted").asBoolean(false)
                && !data.path("pwd_verified").asBoolean(false)) {
            return "behind a password";
        }
        return null;
    }

    private static String until(JsonNode seconds) {
        var till = seconds.asLong(0);
        return till > 0 ? " until Unix second " + till : "";
    }

    /** {@code getDanmuInfo}. */
    static Finding<Door> danmuInfo(String body, Transport transport) {
        return door("getDanmuInfo", body, "host_list", transport);
    }

    /** {@code getConf}, its elder sister. */
    static Finding<Door> conf(String body, Transport transport) {
        return door("getConf", body, "host_server_list", transport);
    }

    private static Finding<Door> door(
            String what, String body, String hostsName, Transport transport) {
        var json = Json.parseOrMissing(body);
        if (!(data(what, json) instanceof Got<JsonNode>(var data))) {
            return trouble(what, json);
        }
        var token = data.path("token").asString("");
        if (token.isEmpty()) {
            return unreadable(what + " gives no token");
        }
        var hosts = new ArrayList<URI>();
        for (var one : data.path(hostsName)) {
            if (hosts.size() < MAX_HOSTS) {
                address(one, transport).ifPresent(hosts::add);
            }
        }
        if (hosts.isEmpty()) {
            hosts.add(usualHost(transport));
        }
        return new Got<>(new Door(token, hosts));
    }

    private static URI usualHost(Transport transport) {
        return switch (transport) {
            case WSS -> address("wss", USUAL_HOST, 443);
            case WS -> address("ws", USUAL_HOST, 2244);
            case TCP -> address("tcp", USUAL_HOST, 2243);
        };
    }

    /** The ports of the list, always: they differ by year and by host. */
    private static Optional<URI> address(JsonNode one, Transport transport) {
        var host = one.path("host").asString("");
        var port = one.path(
                        switch (transport) {
                            case WSS -> "wss_port";
                            case WS -> "ws_port";
                            case TCP -> "port";
                        })
                .asInt(0);
        if (!HOST.matcher(host).matches() || port < 1 || port > 65_535) {
            return Optional.empty();
        }
        var address = address(
                switch (transport) {
                    case WSS -> "wss";
                    case WS -> "ws";
                    case TCP -> "tcp";
                },
                host,
                port);
        // Names such as 'a..b' pass for no host.
        return address.getHost() == null ? Optional.empty() : Optional.of(address);
    }

    private static URI address(String scheme, String host, int port) {
        var path = scheme.equals("tcp") ? "" : "/sub";
        return URI.create("%s://%s:%d%s".formatted(scheme, host, port, path));
    }

    /** {@code nav}: says that nobody is logged in, and gives the keys all the same. */
    static Finding<String> mixinKey(String body) {
        var json = Json.parseOrMissing(body);
        var image = json.path("data").path("wbi_img");
        var img = KEY_URL.matcher(image.path("img_url").asString(""));
        var sub = KEY_URL.matcher(image.path("sub_url").asString(""));
        if (img.matches() && sub.matches()) {
            return new Got<>(Wbi.mixinKey(img.group(1), sub.group(1)));
        }
        return code(json) == 0 || code(json) == NOT_LOGGED_IN
                ? unreadable("nav gives no keys")
                : trouble("nav", json);
    }

    /** {@code spi}; empty where it says nothing that could go into a header. */
    static Optional<String> buvid(String body) {
        var buvid = Json.parseOrMissing(body).path("data").path("b_3").asString("");
        var fits = !buvid.isEmpty()
                && buvid.length() <= MAX_BUVID_CHARS
                && buvid.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ';' && c != ',');
        return fits ? Optional.of(buvid) : Optional.empty();
    }

    /** {@code getRoomBaseInfo}. */
    static Optional<Show> baseInfo(String body, long room) {
        var rooms = Json.parseOrMissing(body).path("data").path("by_room_ids");
        var found = rooms.path(Long.toString(room));
        return found.isObject() && !found.isEmpty()
                ? Optional.of(show(found, "cover"))
                : Optional.empty();
    }

    /** {@code get_info}, which knows no name. */
    static Optional<Show> info(String body) {
        var data = Json.parseOrMissing(body).path("data");
        return data.isObject() ? Optional.of(show(data, "user_cover")) : Optional.empty();
    }

    private static Show show(JsonNode room, String cover) {
        return new Show(
                text(room, "uname"),
                text(room, "title"),
                text(room, "area_name"),
                text(room, cover));
    }

    /** An answer that is none: an HTTP status other than 200. */
    static <T> Finding<T> status(String what, int status) {
        var reason = "%s: HTTP %d".formatted(what, status);
        return switch (status) {
            case 403, 412, 429 ->
                new Unclear<>(Trouble.BLOCKED, reason + ": this address is to wait");
            default -> unreadable(reason);
        };
    }

    static <T> Finding<T> unreadable(String reason) {
        return new Unclear<>(Trouble.UNREADABLE, reason);
    }

    private static Finding<JsonNode> data(String what, JsonNode json) {
        var data = json.path("data");
        return code(json) == 0 && data.isObject() && !data.isEmpty()
                ? new Got<>(data)
                : unreadable(what);
    }

    private static int code(JsonNode json) {
        return json.path("code").asInt(Integer.MIN_VALUE);
    }

    private static <T> Finding<T> trouble(String what, JsonNode json) {
        var code = code(json);
        if (code == Integer.MIN_VALUE || code == 0) {
            return unreadable(what + ": no answer that we know");
        }
        var trouble = switch (code) {
            case NOT_LOGGED_IN -> Trouble.LOGIN;
            case RISK -> Trouble.RISK;
            case INTERCEPTED -> Trouble.BLOCKED;
            case UNKNOWN_ROOM -> Trouble.UNKNOWN_ROOM;
            default -> Trouble.UNREADABLE;
        };
        var meaning = switch (trouble) {
            case LOGIN -> "not logged in";
            case RISK -> "risk control, or a signature that is not believed";
            case BLOCKED -> "this address is to wait";
            case UNKNOWN_ROOM -> "no such room";
            case CLOSED, NO_ANSWER, UNREADABLE ->
                code == BAD_PARAMETERS ? "bad parameters" : "an answer we don't know";
        };
        var words = text(json, "message");
        var quoted = words == null ? "" : " '" + printable(words) + "'";
        return new Unclear<>(trouble, "%s says %d%s: %s".formatted(what, code, quoted, meaning));
    }

    private static @Nullable String text(JsonNode json, String field) {
        var text = json.path(field).asString("");
        return text.isEmpty() ? null : text;
    }

    private static String printable(String text) {
        var cut = text.substring(0, Math.min(text.length(), PRINTED_CHARS));
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
