/**
 * The registry's contract, one class for each verb, and the servers it is run on.
 *
 * <p>A server's test extends each of the {@code ...Contract} classes, and a {@link dev.danmaku.registry.RedisUnderTest} hands
 * them its client.
 */
@NullMarked
package dev.danmaku.registry;

import org.jspecify.annotations.NullMarked;
