package dev.danmaku.platforms.douyu.lookup;

import dev.danmaku.platforms.lookup.Json;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * What a join needs beside what all platforms have. Travels as small JSON in what a look-up found.
 *
 * @param rid the real room id
 * @param owner the streamer's user id
 * @param popularity as the site shows it
 */
public record RoomExtra(
        long rid, @Nullable String owner, @Nullable String popularity) {

    public String toJson() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("rid", rid);
        if (owner != null) {
            fields.put("owner", owner);
        }
        if (popularity != null) {
            fields.put("hot", popularity);
        }
        return Json.write(fields);
    }

    /** Empty where the text was not made by {@link #toJson}: the next look-up tells anew. */
    public static Optional<RoomExtra> fromJson(@Nullable String text) {
        var json = Json.parseOrMissing(text == null ? "" : text);
        var rid = json.path("rid").asLong(0);
        return rid > 0
                ? Optional.of(new RoomExtra(rid, Json.text(json, "owner"), Json.text(json, "hot")))
                : Optional.empty();
    }
}
