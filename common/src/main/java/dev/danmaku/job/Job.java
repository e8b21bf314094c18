package dev.danmaku.job;

import dev.danmaku.room.RoomId;

/**
 * One message on RabbitMQ.
 *
 * @param id new for every claim and every repair
 * @param generation of the registry that made it
 */
public record Job(long id, long generation, JobKind kind, RoomId room) {}
