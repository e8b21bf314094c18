/** Other ways to watch rooms, and ours, under the same load and the same faults. */
@NullMarked
package dev.danmaku.bench.beside;

import org.jspecify.annotations.NullMarked;
