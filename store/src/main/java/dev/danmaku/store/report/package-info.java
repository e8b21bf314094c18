/**
 * What happened in a room during a stream, in one pass over its events. Memory is bounded whatever the room says: people and phrases are
 * counted exactly while there are not too many of them; beyond that those that were rare are forgotten first, so that the counts of the
 * frequent ones may be a little low.
 */
@NullMarked
package dev.danmaku.store.report;

import org.jspecify.annotations.NullMarked;
