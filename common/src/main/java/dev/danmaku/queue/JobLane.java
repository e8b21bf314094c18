package dev.danmaku.queue;

import dev.danmaku.room.Platform;

/** The two ways on which jobs of a platform travel. */
public enum JobLane {
    /** Jobs that nobody carries out yet. */
    NEW,
    /** Copies of jobs whose holders give them away, and go on until another is ready. Served before the new ones. */
    HANDOVER;

    /** The queue of this lane. */
    public String queue(Platform platform) {
        return switch (this) {
            case NEW -> platform.jobQueue();
            case HANDOVER -> platform.handoverQueue();
        };
    }
}
