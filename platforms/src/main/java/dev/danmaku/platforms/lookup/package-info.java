/** What the look-ups of all platforms share: one queue within the budget, rests, bounded JSON. */
@NullMarked
package dev.danmaku.platforms.lookup;

import org.jspecify.annotations.NullMarked;
