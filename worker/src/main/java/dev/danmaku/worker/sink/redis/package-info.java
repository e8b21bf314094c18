/**
 * The sink {@code redis}: each event published on {@code {prefix}_events:ID} and added to the capped stream of the same name, for
 * whoever wants to see what happens now.
 *
 * <p>After a failure a batch comes again: subscribers hear some of its events twice, and the stream holds them twice. They are told
 * apart by {@code key}. A Redis that is nearly full is left alone, since the registry may live there.
 */
@NullMarked
package dev.danmaku.worker.sink.redis;

import org.jspecify.annotations.NullMarked;
