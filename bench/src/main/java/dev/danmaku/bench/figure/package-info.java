/** Numbers: how they are taken from processes, put together, and told. */
@NullMarked
package dev.danmaku.bench.figure;

import org.jspecify.annotations.NullMarked;
