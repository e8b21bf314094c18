package dev.danmaku.registry;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import java.util.List;

/**
 * The registry as people use it, from a command line or a page. Each method is one script, atomic; rooms in a call belong to one
 * platform, up to some hundred at a time. Calls throw {@link RegistryUnavailable} where Redis does not answer; then nothing is known of
 * whether it ran, and asking again does no harm.
 */
public interface OperatorRegistry {

    /**
     * Pauses rooms: no session and no job until they are resumed. Who holds one is to be told; its next beat tells it, too.
     *
     * @param who for the room's history
     */
    OperatorAnswer pause(Platform platform, String who, List<RoomId> rooms);

    /** Rooms that were paused, alone or with their platform, go on, unless their platform is paused still. */
    OperatorAnswer resume(Platform platform, String who, List<RoomId> rooms);

    /**
     * Parked rooms are tried again now.
     *
     * @param reason what must be in the reason that they were parked for; empty for any
     */
    OperatorAnswer retry(Platform platform, String who, String reason, List<RoomId> rooms);

    /**
     * Pauses a platform: nothing of it is claimed or repaired, and its rooms are paused by the dispatchers' next passes.
     *
     * @return false if it was paused before
     */
    boolean pausePlatform(Platform platform, String who);

    /**
     * The platform goes on, with the rooms that were paused with it; those that were paused alone stay so.
     *
     * @return false if it was not paused
     */
    boolean resumePlatform(Platform platform);
}
