package dev.danmaku.simulator.douyu;

import dev.danmaku.simulator.net.Answer;
import dev.danmaku.simulator.net.Request;
import dev.danmaku.simulator.room.LookupTrouble;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.SimulatedRoom;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Every look-up: counted, met by its trouble, else told the truth. Safe to use from any thread. */
final class Lookups {
    private static final String BETARD = "/betard/";
    private static final String ROOM_API = "/api/RoomApi/room/";
    private static final String ALL_PAGES = "/japi/weblist/apinc/allpage/6/";
    private static final String AREA_PAGES = "/gapi/rkc/directory/mixList/2_";

    private final SimulatedPlatform platform;
    private final DouyuOptions options;

    Lookups(SimulatedPlatform platform, DouyuOptions options) {
        this.platform = platform;
        this.options = options;
    }

    /** Whatever is nothing else is a room's page. */
    Optional<Answer> answer(Request request) {
        var path = request.path();
        if (path.startsWith(BETARD)) {
            return Optional.of(betard(path.substring(BETARD.length())));
        }
        if (path.startsWith(ROOM_API)) {
            return Optional.of(roomApi(path.substring(ROOM_API.length())));
        }
        if (path.startsWith(ALL_PAGES)) {
            return Optional.of(directory(
                    path.substring(ALL_PAGES.length()), Directory.ALL_ROOMS, Directory.ANY_AREA));
        }
        if (path.startsWith(AREA_PAGES)) {
            var areaAndPage = path.substring(AREA_PAGES.length()).split("/", 2);
            return areaAndPage.length == 2
                    ? Optional.of(directory(areaAndPage[1], Directory.AREA, areaAndPage[0]))
                    : Optional.empty();
        }
        return switch (path) {
            case "/api/gift/v3/web/list" -> Optional.of(gifts(() -> Answer.json(Gifts.list())));
            case "/api/prop/v1/web/single" ->
                Optional.of(gifts(() -> Answer.json(Gifts.prop(request.param("pid")))));
            case "/resource/common/prop_gift_list/prop_gift_config.json" ->
                Optional.of(gifts(() -> Answer.json(Gifts.config())));
            case "/api/cate/list" ->
                Optional.of(meet(
                        Lookup.DIRECTORY, Optional.empty(), () -> Answer.json(Directory.areas())));
            case "/japi/search/api/searchShow" ->
                Optional.of(meet(
                        Lookup.DIRECTORY,
                        Optional.empty(),
                        () -> Answer.json(Directory.search(platform, request.param("kw")))));
            default ->
                path.lastIndexOf('/') == 0 && path.length() > 1
                        ? Optional.of(page(path.substring(1)))
                        : Optional.empty();
        };
    }

    private Answer betard(String id) {
        var room = real(id);
        return meet(
                Lookup.BETARD,
                room,
                () -> room.map(r ->
                                Answer.json(RoomJson.betard(r, platform.clock().instant())))
                        .orElseGet(() -> html(RoomPage.noJson())));
    }

    /** An alias leads to the real room; a vanity number is one, and tells it only inside. */
    private Answer page(String name) {
        var alias = options.aliases().get(name.toLowerCase(Locale.ROOT));
        var real = options.vanities().getOrDefault(name, alias == null ? name : alias);
        var room = real(real);
        return meet(Lookup.PAGE, room, () -> {
            if (alias != null) {
                return new Answer.Redirect("/" + alias);
            }
            return options.vanities().containsKey(name) || room.isPresent()
                    ? html(RoomPage.of(real))
                    : new Answer.Reply(
                            404, "text/html; charset=utf-8", RoomPage.noJson(), List.of());
        });
    }

    private Answer roomApi(String id) {
        var room = real(id);
        return meet(Lookup.ROOMAPI, room, () -> {
            if (!id.matches(RoomJson.REAL_ID)) {
                return Answer.json("{\"error\":101,\"data\":\"房间未找到\"}");
            }
            return room.map(r -> Answer.json(RoomJson.openApi(r)))
                    .orElseGet(() -> Answer.text(200, "Not Found"));
        });
    }

    /** Rooms are numbers; nothing else has look-ups of its own. */
    private Optional<SimulatedRoom> real(String id) {
        return id.matches(RoomJson.REAL_ID) ? platform.find(id) : Optional.empty();
    }

    private Answer directory(String page, int size, String area) {
        return meet(
                Lookup.DIRECTORY,
                Optional.empty(),
                () -> Answer.json(Directory.page(platform, area, page, size)));
    }

    private Answer gifts(Supplier<Answer> truth) {
        return meet(Lookup.GIFTS, Optional.empty(), truth);
    }

    /** The room's own trouble comes first, then the platform's, then the truth. */
    private Answer meet(Lookup lookup, Optional<SimulatedRoom> room, Supplier<Answer> truth) {
        platform.totals().lookup(lookup.kind());
        room.ifPresent(r -> r.lookedUp(lookup.kind()));
        var trouble = room.flatMap(r -> r.faults().trouble(lookup::isTouchedBy))
                .or(() -> platform.faults().trouble(lookup::isTouchedBy));
        return trouble.map(t -> troubled(lookup, t)).orElseGet(truth);
    }

    private static Answer troubled(Lookup lookup, LookupTrouble trouble) {
        return switch (trouble) {
            case THROTTLED -> Answer.text(403, "Forbidden\n");
            case CAPTCHA -> html(RoomPage.captcha());
            case UNKNOWN_ROOM, UNWATCHABLE, LOGIN_REQUIRED ->
                switch (lookup) {
                    case ROOMAPI ->
                        trouble == LookupTrouble.UNWATCHABLE
                                ? Answer.json(RoomJson.closedAccount())
                                : Answer.text(200, "Not Found");
                    case BETARD, PAGE, GIFTS, DIRECTORY -> html(RoomPage.noJson());
                };
            case NO_STATE_PAGE -> html(RoomPage.noJson());
            case SERVER_ERROR -> Answer.text(500, "Internal Server Error\n");
            case NO_ANSWER -> new Answer.Nothing();
        };
    }

    private static Answer.Reply html(String page) {
        return Answer.html(page, List.of());
    }
}
