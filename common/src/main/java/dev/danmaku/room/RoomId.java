package dev.danmaku.room;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One streamer's channel on a platform. One that exists is valid: its id can be a room of its platform.
 *
 * @param id the room's id as the platform's users know it, e.g. {@code 3xabcdef}
 */
public record RoomId(Platform platform, String id) {

    /** @throws BadRoomId if the id cannot be a room of the platform */
    public RoomId {
        if (!platform.accepts(id)) {
            throw new BadRoomId("'%s' cannot be a %s room: an id has %s"
                    .formatted(BadRoomId.printable(id), platform.label(), platform.idRule()));
        }
    }

    /**
     * Reads {@code kuaishou:3xabcdef} or {@code ks:3xabcdef}.
     *
     * @throws BadRoomId if the text names no platform or no possible room
     */
    public static RoomId parse(String text) {
        var colon = text.indexOf(':');
        if (colon < 0) {
            throw new BadRoomId("'%s' names no room: write platform:id, such as kuaishou:3xabcdef"
                    .formatted(BadRoomId.printable(text)));
        }
        return new RoomId(parsePlatform(text.substring(0, colon)), text.substring(colon + 1));
    }

    /**
     * Reads {@code kuaishou} or {@code ks}.
     *
     * @throws BadRoomId if the text names no platform
     */
    public static Platform parsePlatform(String name) {
        return Platform.find(name)
                .orElseThrow(() -> new BadRoomId("'%s' is no platform: use one of %s"
                        .formatted(
                                BadRoomId.printable(name),
                                Arrays.stream(Platform.values())
                                        .map(p -> "%s (%s)".formatted(p.label(), p.keyPrefix()))
                                        .collect(Collectors.joining(", ")))));
    }

    /** The same in every process: what goes through a hash map of rooms then does so in the same order everywhere. */
    @Override
    public int hashCode() {
        return 31 * platform.ordinal() + id.hashCode();
    }

    @Override
    public String toString() {
        return platform.label() + ":" + id;
    }
}
