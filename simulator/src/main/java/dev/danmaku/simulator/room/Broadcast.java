package dev.danmaku.simulator.room;

import java.time.Instant;

/**
 * One stream of a room, from going live to its end.
 *
 * @param streamId the platform's id of it, new for every broadcast
 */
public record Broadcast(String streamId, Instant since) {}
