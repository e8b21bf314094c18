/** Bytes of one connection to events, without any I/O. */
@NullMarked
package dev.danmaku.bench.decode;

import org.jspecify.annotations.NullMarked;
