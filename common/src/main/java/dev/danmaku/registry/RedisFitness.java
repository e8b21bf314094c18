package dev.danmaku.registry;

import java.util.List;

/**
 * Whether the registry may live in a Redis. Each sentence says what is wrong and how to mend it.
 *
 * @param refusals why it may not; empty if it may
 * @param warnings what could not be seen, or should be looked at
 */
public record RedisFitness(List<String> refusals, List<String> warnings) {
    public RedisFitness {
        refusals = List.copyOf(refusals);
        warnings = List.copyOf(warnings);
    }

    /** May the registry live there? */
    public boolean fit() {
        return refusals.isEmpty();
    }
}
