/**
 * Measures the system from outside. Each {@link dev.danmaku.bench.Bench} starts what it needs, measures, prints its line of
 * {@code bench/README.md}, and beside it a plain thing of the same kind done in the same run: machines differ, ratios hardly.
 *
 * <p>{@code bench/run} builds and runs them.
 */
@NullMarked
package dev.danmaku.bench;

import org.jspecify.annotations.NullMarked;
