package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.Content;

/**
 * A room's owner, and the room.
 *
 * @param room the real id
 * @param areaId place in the site's catalogue, below {@code parentAreaId}
 */
record Streamer(long room, long uid, String name, String title, int areaId, int parentAreaId) {
    private static final long UIDS_FROM = 546_195;
    private static final long UIDS = 900_000_000;
    private static final int AREAS = 9;
    private static final int FIRST_AREA = 371;

    static Streamer of(String room, Content content) {
        var uid = UIDS_FROM + Long.remainderUnsigned(content.hash(room, 7), UIDS);
        var area = (int) Long.remainderUnsigned(content.hash(room, 8), AREAS);
        return new Streamer(
                Long.parseLong(room),
                uid,
                content.streamer(room),
                content.title(room),
                FIRST_AREA + area,
                1 + area % 3);
    }

    String areaName() {
        return "分区" + areaId;
    }

    String parentAreaName() {
        return switch (parentAreaId) {
            case 1 -> "娱乐";
            case 2 -> "网游";
            default -> "手游";
        };
    }

    String face() {
        return Person.face(uid);
    }
}
