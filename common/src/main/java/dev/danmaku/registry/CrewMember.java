package dev.danmaku.registry;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A worker whose session lives.
 *
 * @param slots jobs that it may hold at once
 * @param rooms that it holds
 * @param draining it gives all its rooms away
 * @param moving rooms that a person told it to give to others
 */
public record CrewMember(String session, int slots, int rooms, boolean draining, int moving) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One that moves nothing. */
    public CrewMember(String session, int slots, int rooms, boolean draining) {
        this(session, slots, rooms, draining, 0);
    }

    /** @param about what the worker says of itself; what is not readable counts as a worker without slots */
    static CrewMember of(String session, String about) {
        try {
            var json = JSON.readTree(about);
            return new CrewMember(
                    session,
                    Math.max(0, json.path("slots").asInt(0)),
                    Math.max(0, json.path("rooms").asInt(0)),
                    json.path("draining").asBoolean(false),
                    Math.max(0, json.path("moving").asInt(0)));
        } catch (JacksonException e) {
            return new CrewMember(session, 0, 0, false);
        }
    }
}
