package dev.danmaku.simulator.bilibili;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.util.Optional;

/**
 * How a socket says who it is and where it wants to go. Of its members only the room is needed; unknown ones are none
 * of our business.
 *
 * @param roomId the real id
 * @param key the token; empty if there is none
 */
record Auth(String roomId, Packing packing, String key, String buvid) {

    /** Nothing, if that is no auth. */
    static Optional<Auth> read(byte[] body) {
        JsonNode json;
        try {
            json = Json.tree(body);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
        var room = json.path("roomid");
        if (!room.isIntegralNumber()) {
            return Optional.empty();
        }
        return Optional.of(new Auth(
                room.asString(),
                Packing.ofProtover(json.path("protover").asInt(0)),
                json.path("key").asString(""),
                json.path("buvid").asString("")));
    }
}
