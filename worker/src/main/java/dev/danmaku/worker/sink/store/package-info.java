/** The sink {@code store}: events into the database of {@code danmaku.store.*}. */
@NullMarked
package dev.danmaku.worker.sink.store;

import org.jspecify.annotations.NullMarked;
