/**
 * What all platforms need of the network: event loops, budgets, names, proxies, HTTP.
 *
 * <p>Threads: {@code room-io-N} carry all sockets and all timers and never wait for anything; {@code room-dns-N} wait for name
 * servers; {@code lookup-http-*} do a platform's HTTP and never wait either; answers are parsed on the JVM's common pool.
 * None is added for a room.
 */
@NullMarked
package dev.danmaku.platforms.net;

import org.jspecify.annotations.NullMarked;
