package dev.danmaku.worker.watch;

import dev.danmaku.config.WatchSettings;
import dev.danmaku.worker.sink.EventSink;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * What all watches of a process share.
 *
 * @param timer runs the delayed steps and completes the watches' ends; one thread is enough for all rooms
 * @param random for the jitter of back-offs; safe for use by many threads
 */
public record WatchTools(
        EventSink sink,
        WatchSettings settings,
        WatchMetrics metrics,
        ScheduledExecutorService timer,
        Clock clock,
        RandomGenerator random) {}
