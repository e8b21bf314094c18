package dev.danmaku.worker.autoscale;

/**
 * How far behind a sink is.
 *
 * @param name as in {@code danmaku.sinks.enabled}
 * @param handoff part of the events that may wait for it in memory, 0 to 1
 * @param spoolBytes waiting for it on disk
 * @param spool part of what may wait there, 0 to 1
 * @param away its other side does not take anything
 */
public record SinkLoad(String name, double handoff, long spoolBytes, double spool, boolean away) {}
