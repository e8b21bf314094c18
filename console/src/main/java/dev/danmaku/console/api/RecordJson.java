package dev.danmaku.console.api;

import dev.danmaku.console.picture.RoomRow;

import org.jspecify.annotations.Nullable;

/** A room's record, for those who look at it. */
public final class RecordJson {
    private RecordJson() {}

    /** @param row null where the room is neither wanted nor held */
    public static String line(@Nullable RoomRow row) {
        var json = Json.object();
        if (row != null) {
            json.put("state", row.state());
            Json.put(json, "since", row.since());
            Json.put(json, "worker", row.worker());
            Json.put(json, "host", row.host());
            var record = row.record();
            if (record != null) {
                Json.put(json, "reason", record.reason());
                Json.put(json, "until", record.until());
            }
        }
        return Json.MAPPER.writeValueAsString(json);
    }
}
