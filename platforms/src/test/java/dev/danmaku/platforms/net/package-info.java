/** Budgets and calls, with time held in the hand. */
@NullMarked
package dev.danmaku.platforms.net;

import org.jspecify.annotations.NullMarked;
