/** The simulated Douyu, as a stranger with a socket and a browser sees it. */
@NullMarked
package dev.danmaku.simulator.douyu;

import org.jspecify.annotations.NullMarked;
