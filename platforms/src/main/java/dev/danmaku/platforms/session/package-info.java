/**
 * One socket to one room, for any platform: waits for its turn, connects (through a proxy where one is set), makes a WebSocket
 * of the connection or leaves it plain TCP, beats, listens for silence, and ends once.
 *
 * <p>What is said on the open socket is a platform's {@link dev.danmaku.platforms.session.Dialogue}: bytes in, words on the
 * {@link dev.danmaku.platforms.session.Line} out, no I/O of its own.
 */
@NullMarked
package dev.danmaku.platforms.session;

import org.jspecify.annotations.NullMarked;
