package dev.danmaku.platforms.douyu;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * What a join needs beside what all platforms have; kept with what the look-up found, as STT.
 *
 * @param rid the real room id
 * @param owner the streamer's user id
 * @param popularity as the site shows it
 */
public record RoomExtra(
        long rid, @Nullable String owner, @Nullable String popularity) {

    public String toText() {
        var text = new SttWriter().put("rid", Long.toString(rid));
        if (owner != null) {
            text.put("owner", owner);
        }
        if (popularity != null) {
            text.put("hot", popularity);
        }
        return text.text();
    }

    /** Empty where the text was not made by {@link #toText}. */
    static Optional<RoomExtra> parse(@Nullable String text) {
        try {
            var map = SttMap.of(text == null ? new byte[0] : text.getBytes(UTF_8));
            var rid = map.number("rid");
            return rid > 0
                    ? Optional.of(new RoomExtra(rid, map.text("owner"), map.text("hot")))
                    : Optional.empty();
        } catch (MalformedPacket e) {
            // Not a text of ours: the next look-up will tell anew.
            return Optional.empty();
        }
    }
}
