/** The control API as another process uses it. */
@NullMarked
package dev.danmaku.simulator.control;

import org.jspecify.annotations.NullMarked;
