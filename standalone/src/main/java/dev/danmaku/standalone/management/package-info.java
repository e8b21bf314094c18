/**
 * What machines ask of a process: its numbers, and how it is.
 *
 * <pre>
 *   /metrics        every meter of the process, as Prometheus reads it
 *   /health/live    200 while its threads make progress, else 503: a restart would help
 *   /health/ready   200 while it can do its work, else 503: others should
 *   /health         both, and each sign that they are made of, as JSON
 * </pre>
 *
 * <p>A server that is away makes a process not ready and never not alive: a restart would close sockets and bring no server back. A worker
 * that drains is alive and not ready. Whoever asks gets an answer from what is known at that moment; nothing here waits for anybody.
 */
@NullMarked
package dev.danmaku.standalone.management;

import org.jspecify.annotations.NullMarked;
