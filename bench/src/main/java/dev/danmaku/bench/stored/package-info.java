/** What the bench of the store writes, and the databases' own bulk loads of the same rows. */
@NullMarked
package dev.danmaku.bench.stored;

import org.jspecify.annotations.NullMarked;
