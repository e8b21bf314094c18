package dev.danmaku.worker;

import java.time.Duration;

/**
 * Signs of a worker's life.
 *
 * @param stillFor since its thread last ended a task, of which there is at least one a second: more than some seconds is a worker that hangs
 * @param beatAge since Redis answered a beat, or since the start where none was answered yet
 * @param registered whether a beat was ever answered
 * @param draining it gives its rooms away and takes none, to end or to stand by
 */
public record WorkerVitals(
        Duration stillFor, Duration beatAge, boolean registered, boolean draining) {}
