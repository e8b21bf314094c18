/** What rooms saw of their watchers, and what of theirs is on disk: by the simulator's own times and numbers. */
@NullMarked
package dev.danmaku.bench.seen;

import org.jspecify.annotations.NullMarked;
