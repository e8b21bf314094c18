/**
 * A cluster for tests that reads like a runbook: {@code cluster.workers(3)}, {@code cluster.kill(worker)},
 * {@code cluster.awaitWatched(room)}.
 *
 * <p>Workers and dispatchers are processes of their own, ended by their process ids; Redis and RabbitMQ are private servers; the
 * platform is the simulator, in the test's JVM. What the simulator counted is the judge of a test: it sees sockets, not intentions.
 * A test that fails tells who held what, with the last words of every process.
 */
@NullMarked
package dev.danmaku.standalone.cluster;

import org.jspecify.annotations.NullMarked;
