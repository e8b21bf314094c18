package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.net.Answer;
import dev.danmaku.simulator.net.Request;
import dev.danmaku.simulator.room.LookupTrouble;
import dev.danmaku.simulator.room.RecentChats.Said;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.SimulatedRoom;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Every look-up: counted, met by its trouble, else told the truth. Safe to use from any thread. */
final class Lookups {
    private static final int BLOCKED = 412;
    private static final int MAX_PAGE = 100;
    private static final int USUAL_PAGE = 30;
    private static final String PICTURES = "https://i0.hdslb.com/bfs/wbi/";

    /** Whether the trouble at hand is that nobody may watch. */
    private interface Truth {
        Answer tell(boolean locked);
    }

    private final SimulatedPlatform platform;
    private final BilibiliOptions options;
    private final Signatures signatures;
    private final Hosts hosts;
    private final Map<String, String> shortIds = new HashMap<>();

    Lookups(SimulatedPlatform platform, BilibiliOptions options, Hosts hosts) {
        this.platform = platform;
        this.options = options;
        this.hosts = hosts;
        this.signatures =
                new Signatures(platform.content(), platform.clock(), options.signatureTolerance());
        options.shortIds().forEach((small, real) -> shortIds.put(real, small));
    }

    /** Not logged in, and still the place where the keys are. */
    Answer nav() {
        return meet(Lookup.NAV, Optional.empty(), locked -> {
            var keys = signatures.today();
            var data = Json.object("{\"isLogin\":false,\"wbi_img\":{}}");
            data.withObject("/wbi_img")
                    .put("img_url", PICTURES + keys.imgKey() + ".png")
                    .put("sub_url", PICTURES + keys.subKey() + ".png");
            return answer(Code.NO_LOGIN, "账号未登录", data);
        });
    }

    Answer spi() {
        return meet(
                Lookup.SPI,
                Optional.empty(),
                locked -> fine(Json.object("{}").put("b_3", buvid()).put("b_4", buvid())));
    }

    Answer roomInit(Request request) {
        var room = find(request.param("id"));
        return meet(
                Lookup.ROOM_INIT,
                room,
                locked -> room.map(r -> old(json(r).init(locked))).orElseGet(this::noSuchRoom));
    }

    Answer info(Request request) {
        var id = request.param("room_id");
        var room = find(id.isEmpty() ? request.param("id") : id);
        return meet(
                Lookup.GET_INFO,
                room,
                locked -> room.map(r -> old(json(r).info(locked)))
                        .orElseGet(() -> oldRefusal(1, "未找到该房间")));
    }

    /** Where to connect, for those who can sign. The real id only. */
    Answer danmuInfo(Request request) {
        var room = platform.find(request.param("id"));
        return meet(Lookup.DANMU_INFO, room, locked -> {
            if (!signatures.valid(request)) {
                return refusal(Code.RISK_CONTROL);
            }
            if (room.isEmpty()) {
                return refusal(Code.BAD_PARAMETERS);
            }
            var data = Json.object("""
                    {"group":"live","business_id":0,"refresh_row_factor":0.125,"refresh_rate":100,"max_delay":5000}
                    """).put("token", hosts.token());
            data.set("host_list", hosts.list(request.host()));
            return fine(data);
        });
    }

    /** The same as it was asked for before there were signatures. */
    Answer getConf(Request request) {
        var room = platform.find(request.param("room_id"));
        return meet(Lookup.GET_CONF, room, locked -> {
            var list = hosts.list(request.host());
            var first = list.get(0);
            var data = Json.object("""
                    {"refresh_row_factor":0.125,"refresh_rate":100,"max_delay":5000}
                    """)
                    .put("port", first.path("port").intValue())
                    .put("host", first.path("host").asString());
            data.set("host_server_list", list);
            var servers = data.putArray("server_list");
            list.forEach(host -> servers.addObject()
                    .put("host", host.path("host").asString())
                    .put("port", host.path("port").intValue()));
            return old(data.put("token", hosts.token()));
        });
    }

    Answer playInfo(Request request) {
        var room = find(request.param("room_id"));
        return meet(
                Lookup.PLAY_INFO,
                room,
                locked -> room.map(r -> fine(json(r).play(locked)))
                        .orElseGet(() -> refusal(Code.NO_SUCH_ROOM)));
    }

    Answer newList(Request request) {
        return meet(Lookup.ROOM_LIST, Optional.empty(), locked -> {
            var live = live(request);
            var data = Json.object("{\"banner\":[],\"new_tags\":[]}").put("count", live.size());
            data.putArray("list").addAll(page(live, request, false));
            data.putArray("tags")
                    .addObject()
                    .put("id", 1)
                    .put("name", "最新开播")
                    .put("sort_type", "live_time");
            return fine(data);
        });
    }

    /** Its data is the list itself. */
    Answer oldList(Request request) {
        return meet(Lookup.ROOM_LIST, Optional.empty(), locked -> {
            var data = Json.array("[]").addAll(page(live(request), request, true));
            return old(data);
        });
    }

    /** Keyed by uid; PHP wrote an empty object as an array. */
    Answer statusByUids(Request request) {
        return meet(Lookup.STATUS, Optional.empty(), locked -> {
            var wanted = uids(request.body());
            var data = Json.object("{}");
            rooms(room -> wanted.contains(room.streamer().uid()))
                    .forEach(room -> data.set("" + room.streamer().uid(), room.status("room_id")));
            return old(data.isEmpty() ? Json.array("[]") : data);
        });
    }

    /** Keyed by real id. */
    Answer byIds(Request request) {
        return meet(Lookup.STATUS, Optional.empty(), locked -> {
            var data = Json.object("{}");
            var ids = request.query()
                    .getOrDefault("ids[]", request.query().getOrDefault("ids", List.of()));
            ids.stream()
                    .flatMap(id -> find(id).stream())
                    .forEach(room -> data.set(room.id().id(), json(room).status("roomid")));
            return old(data.isEmpty() ? Json.array("[]") : data);
        });
    }

    /** Keyed by real id, for whoever asks: with the streamer's name. */
    Answer baseInfo(Request request) {
        return meet(Lookup.STATUS, Optional.empty(), locked -> {
            var data = Json.object("{\"by_uids\":{}}");
            var rooms = data.putObject("by_room_ids");
            request.query().getOrDefault("room_ids", List.of()).stream()
                    .flatMap(ids -> List.of(ids.split(",")).stream())
                    .flatMap(id -> find(id).stream())
                    .forEach(room -> rooms.set(room.id().id(), json(room).base()));
            return fine(data);
        });
    }

    Answer history(Request request) {
        var room = find(request.param("roomid"));
        return meet(Lookup.HISTORY, room, locked -> {
            var data = Json.object("{\"admin\":[],\"room\":[]}");
            var list = data.withArray("/room");
            room.ifPresent(r -> r.recentChats().after(0).forEach(said -> list.add(said(said))));
            return fine(data);
        });
    }

    /** The room's own trouble comes first, then the platform's, then the truth. */
    private Answer meet(Lookup lookup, Optional<SimulatedRoom> room, Truth truth) {
        platform.totals().lookup(lookup.kind());
        room.ifPresent(r -> r.lookedUp(lookup.kind()));
        var trouble = room.flatMap(r -> r.faults().trouble(lookup::isTouchedBy))
                .or(() -> platform.faults().trouble(lookup::isTouchedBy));
        return trouble.map(t -> met(t, truth)).orElseGet(() -> truth.tell(false));
    }

    private Answer met(LookupTrouble trouble, Truth truth) {
        return switch (trouble) {
            case THROTTLED -> refusal(Code.RISK_CONTROL);
            case CAPTCHA -> Answer.text(BLOCKED, "Precondition Failed\n");
            case UNKNOWN_ROOM -> noSuchRoom();
            case LOGIN_REQUIRED -> refusal(Code.NO_LOGIN);
            case UNWATCHABLE -> truth.tell(true);
            case NO_STATE_PAGE -> truth.tell(false);
            case SERVER_ERROR -> Answer.text(500, "Internal Server Error\n");
            case NO_ANSWER -> new Answer.Nothing();
        };
    }

    /** By real or short id. */
    private Optional<SimulatedRoom> find(String id) {
        return platform.find(options.shortIds().getOrDefault(id, id));
    }

    private RoomJson json(SimulatedRoom room) {
        var id = room.id().id();
        return new RoomJson(
                room, Streamer.of(id, platform.content()), shortIds.getOrDefault(id, ""));
    }

    private List<RoomJson> rooms(Predicate<RoomJson> wanted) {
        return platform.rooms().stream()
                .map(this::json)
                .filter(wanted)
                .sorted(Comparator.comparingLong(room -> room.streamer().room()))
                .toList();
    }

    private List<RoomJson> live(Request request) {
        var parent = number(request, "parent_area_id", 0);
        var area = number(request, "area_id", 0);
        return rooms(room -> room.room().broadcast().isPresent()
                && (parent == 0 || room.streamer().parentAreaId() == parent)
                && (area == 0 || room.streamer().areaId() == area));
    }

    private static List<ObjectNode> page(List<RoomJson> rooms, Request request, boolean old) {
        var size = Math.clamp(number(request, "page_size", USUAL_PAGE), 1, MAX_PAGE);
        var page = Math.max(1, number(request, "page", 1));
        return rooms.stream()
                .skip((page - 1L) * size)
                .limit(size)
                .map(room -> room.listed(old))
                .toList();
    }

    private static int number(Request request, String name, int usual) {
        var text = request.param(name);
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : usual;
    }

    /** What is not JSON asks for nobody. */
    private static List<Long> uids(String body) {
        try {
            return Json.tree(body)
                    .path("uids")
                    .valueStream()
                    .map(JsonNode::asLong)
                    .toList();
        } catch (JacksonException e) {
            return List.of();
        }
    }

    private static ObjectNode said(Said said) {
        var from = Person.of(said.chat().from(), false);
        return Json.object("{}")
                .put("text", said.chat().text())
                .put("uid", from.uid())
                .put("nickname", from.name())
                .put("timeline", RoomJson.beijing(said.at()));
    }

    private String buvid() {
        var number = platform.content().hash("buvid", platform.clock().millis());
        return "%08X-%04X-%04X-%04X-%012X%05dinfoc"
                .formatted(
                        (int) number,
                        (short) (number >> 8),
                        (short) (number >> 16),
                        (short) (number >> 24),
                        number & 0xFFFF_FFFF_FFFFL,
                        Long.remainderUnsigned(number, 100_000));
    }

    private Answer noSuchRoom() {
        return oldRefusal(Code.NO_SUCH_ROOM, "直播间不存在");
    }

    private static Answer fine(JsonNode data) {
        return answer(Code.OK, "0", data);
    }

    private static Answer answer(int code, String message, JsonNode data) {
        var envelope =
                Json.object("{}").put("code", code).put("message", message).put("ttl", 1);
        envelope.set("data", data);
        return Answer.json(Json.text(envelope));
    }

    /** HTTP says 200 to errors, too. */
    private static Answer refusal(int code) {
        return Answer.json(Json.text(
                Json.object("{}").put("code", code).put("message", "" + code).put("ttl", 1)));
    }

    /** The envelope of the older look-ups. */
    private static Answer old(JsonNode data) {
        var envelope = Json.object("{\"code\":0,\"msg\":\"ok\",\"message\":\"ok\"}");
        envelope.set("data", data);
        return Answer.json(Json.text(envelope));
    }

    private static Answer oldRefusal(int code, String message) {
        return Answer.json(
                Json.text(Json.object("{\"code\":0,\"msg\":\"\",\"message\":\"\",\"data\":[]}")
                        .put("code", code)
                        .put("msg", message)
                        .put("message", message)));
    }
}
