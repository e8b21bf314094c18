package dev.danmaku.platforms;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.util.List;

/**
 * What a look-up found: all that a join needs. Kept beside the room's record, so that who takes the room over joins without
 * asking the platform again.
 *
 * @param live the platform's id of this broadcast
 * @param hosts where to connect, in the order to try
 * @param token credentials for the socket
 * @param streamer the streamer's name
 * @param extra a platform's own further text; null where it has none
 */
public record Found(
        String live,
        List<URI> hosts,
        @Nullable String token,
        @Nullable String streamer,
        @Nullable String title,
        @Nullable String area,
        @Nullable String cover,
        @Nullable String extra) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Found {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("a found room has a host");
        }
    }

    public String toJson() {
        return JSON.writeValueAsString(this);
    }

    /** @throws tools.jackson.core.JacksonException if the text was not made by {@link #toJson} */
    public static Found fromJson(String json) {
        return JSON.readValue(json, Found.class);
    }

    /** The token is a secret. */
    @Override
    public String toString() {
        return "Found[live=%s, hosts=%s, streamer=%s]".formatted(live, hosts, streamer);
    }
}
