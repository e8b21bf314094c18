package dev.danmaku.simulator.douyu;

import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.SimulatedRoom;

import tools.jackson.databind.node.ArrayNode;

import java.util.Comparator;
import java.util.List;

/** Lists of live rooms. All rooms are in one area. */
final class Directory {
    /** Rooms on a page of everything, and of one area. */
    static final int ALL_ROOMS = 40;

    static final int AREA = 120;
    static final String AREA_ID = "1";
    static final String AREA_NAME = "英雄联盟";
    /** For pages of everything. */
    static final String ANY_AREA = "";

    private static final int SEARCHED = 20;

    private Directory() {}

    /** @param page from 1 on; beyond the last there is nothing, which is no error */
    static String page(SimulatedPlatform platform, String area, String page, int size) {
        var answer = Json.object(
                "{\"error\":0,\"msg\":\"success\",\"data\":{\"ct\":{},\"rl\":[],\"pgcnt\":0},\"redirectUrl\":null}");
        var rooms = area.equals(ANY_AREA) || area.equals(AREA_ID)
                ? live(platform)
                : List.<SimulatedRoom>of();
        var number = page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1;
        if (!area.equals(ANY_AREA)) {
            answer.withObject("/data").put("pgcnt", (rooms.size() + size - 1) / size);
        }
        var list = (ArrayNode) answer.at("/data/rl");
        if (number == 1) {
            // What looks like a room and is an advertisement.
            list.addObject().put("type", 2).put("rid", 0).put("rn", "广告");
        }
        rooms.stream()
                .skip((long) (number - 1) * size)
                .limit(size)
                .forEach(room -> add(list, room));
        return Json.text(answer);
    }

    static String areas() {
        return """
                {"code":0,"data":{"cate1Info":[{"cate1Id":1,"cate1Name":"网游竞技","shortName":"PCgame"}],
                 "cate2Info":[{"cate1Id":1,"cate2Id":%s,"cate2Name":"%s","shortName":"LOL","icon":"https://sta-op.douyucdn.cn/lol.png"}]}}
                """.formatted(AREA_ID, AREA_NAME);
    }

    static String search(SimulatedPlatform platform, String word) {
        var answer = Json.object("{\"error\":0,\"msg\":\"success\",\"data\":{\"relateShow\":[]}}");
        var list = (ArrayNode) answer.at("/data/relateShow");
        live(platform).stream()
                .filter(room -> room.title().contains(word)
                        || room.streamer().contains(word)
                        || room.id().id().contains(word))
                .limit(SEARCHED)
                .forEach(room -> list.addObject()
                        .put("rid", Long.parseLong(room.id().id()))
                        .put("roomName", room.title())
                        .put("nickName", room.streamer())
                        .put("isLive", 1)
                        .put("roomType", 0)
                        .put("hot", room.counters().watching())
                        .put("cateName", AREA_NAME)
                        .put("avatar", RoomJson.avatar(room.id().id(), "middle"))
                        .put("roomSrc", ""));
        return Json.text(answer);
    }

    private static List<SimulatedRoom> live(SimulatedPlatform platform) {
        return platform.rooms().stream()
                .filter(room -> room.id().id().matches(RoomJson.REAL_ID) && RoomJson.shown(room))
                .sorted(Comparator.comparing(room -> room.id().id()))
                .toList();
    }

    private static void add(ArrayNode list, SimulatedRoom room) {
        var id = room.id().id();
        list.addObject()
                .put("type", 1)
                .put("rid", Long.parseLong(id))
                .put("rn", room.title())
                .put("uid", RoomMessages.streamerId(id))
                .put("nn", room.streamer())
                .put("av", "avatar_v3/" + id)
                .put("cid1", 1)
                .put("cid2", Integer.parseInt(AREA_ID))
                .put("c2name", AREA_NAME)
                .put("ol", 10_000)
                .put("url", "/" + id)
                .put("rs16", "https://rpic.douyucdn.cn/%s.jpg".formatted(id));
    }
}
