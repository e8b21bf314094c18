package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * The registry as a whole.
 *
 * @param now Redis' clock
 * @param generation null while the registry is being rebuilt: Redis is fresh, or has lost its data
 * @param coming the generation that begins after the rebuild; null where there is none
 * @param lastSeen when a dispatcher or a worker last asked for something; null if none ever did
 * @param dispatchers that listen to Redis now; empty where Redis does not tell
 */
public record RegistryState(
        Instant now,
        @Nullable Long generation,
        @Nullable Long coming,
        @Nullable Instant lastSeen,
        OptionalInt dispatchers) {
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** Nothing is claimed, taken or cancelled until the workers have written their rooms back. */
    public boolean rebuilding() {
        return generation == null;
    }

    /** Neither a dispatcher nor a worker has asked for anything lately; both do every second. */
    public boolean deserted() {
        return lastSeen == null || lastSeen.isBefore(now.minus(SILENCE));
    }
}
