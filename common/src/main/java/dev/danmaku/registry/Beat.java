package dev.danmaku.registry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * One beat of a worker session.
 *
 * @param deadline from now: without another beat until then the session is dead
 * @param about the worker, as JSON, for people
 * @param knownGeneration the highest this worker was ever told, coming ones as well; 0 for none
 * @param restored the generation under which all its rooms were checked; null for none
 */
public record Beat(
        String session,
        Duration deadline,
        String about,
        long knownGeneration,
        @Nullable Long restored) {}
