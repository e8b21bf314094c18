package dev.danmaku.platforms.bilibili.lookup;

import dev.danmaku.platforms.lookup.Json;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * What a join needs beside hosts and token. Travels as small JSON in what a look-up found.
 *
 * @param room the real id, which alone is let in
 * @param streamer uid; 0 where unknown
 * @param uid of the account that asked for the token; 0 for nobody
 * @param buvid the browser's id; events go missing silently without one
 */
public record RoomPass(
        long room, long streamer, long uid, @Nullable String buvid) {

    public String toJson() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("room", room);
        fields.put("streamer", streamer);
        fields.put("uid", uid);
        if (buvid != null) {
            fields.put("buvid", buvid);
        }
        return Json.write(fields);
    }

    /** Empty where the text was not made by {@link #toJson}. */
    public static Optional<RoomPass> fromJson(@Nullable String text) {
        var json = Json.parseOrMissing(text == null ? "" : text);
        var room = json.path("room").asLong(0);
        return room <= 0
                ? Optional.empty()
                : Optional.of(new RoomPass(
                        room,
                        json.path("streamer").asLong(0),
                        json.path("uid").asLong(0),
                        json.path("buvid").asString(null)));
    }
}
