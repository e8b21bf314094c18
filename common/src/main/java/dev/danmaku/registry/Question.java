package dev.danmaku.registry;

import dev.danmaku.job.Job;

import org.jspecify.annotations.Nullable;

/**
 * What is to become of a delivered job?
 *
 * @param has does the caller have the room already? If a record names a caller that does not, the answer that gave it was lost
 * @param lost the holder that is settled to have lost the room; null as long as nothing is settled
 */
public record Question(Job job, boolean has, @Nullable Lost lost) {

    /** @param term under which it held the room, so that a later holder is safe */
    public record Lost(String holder, long term) {}
}
