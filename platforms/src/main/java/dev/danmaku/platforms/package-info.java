/**
 * The client side of the wires. A {@link dev.danmaku.platforms.PlatformAdapter} answers three questions of one platform: is
 * the room live and where ({@code lookUp}), what happens in it ({@code join}, one socket), what do these bytes say
 * ({@code decoder}). It knows nothing of jobs, Redis or RabbitMQ, and never reconnects: who watches a room decides that.
 */
@NullMarked
package dev.danmaku.platforms;

import org.jspecify.annotations.NullMarked;
