package dev.danmaku.job;

import dev.danmaku.room.RoomId;

/** What a line of the log may be about. As text it is its room; where lines have fields, they name room and job. */
public interface AboutJob {
    RoomId room();

    /** The id of the job under which the room is watched. */
    long jobId();
}
