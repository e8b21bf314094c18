/**
 * Real servers for tests: private ones, on free ports, with their data in temporary folders.
 *
 * <p>{@link dev.danmaku.testing.servers.TestRedis} and {@link dev.danmaku.testing.servers.TestRabbit} start what is
 * installed on this machine, or a container where only a Docker engine answers;
 * {@link dev.danmaku.testing.servers.TestPostgres} only what is installed. They never touch a server that was
 * there before: ports, node name, cookie, name daemon and folders are their own. Whatever ends the JVM, its servers
 * end with it.
 *
 * <p>A test says {@link dev.danmaku.testing.servers.RequiresRedis}, {@link dev.danmaku.testing.servers.RequiresRabbit}
 * or {@link dev.danmaku.testing.servers.RequiresPostgres}. It may take the server as a parameter: one that all tests of
 * the JVM share, emptied before each. A test that breaks its server starts one of its own.
 */
@NullMarked
package dev.danmaku.testing.servers;

import org.jspecify.annotations.NullMarked;
