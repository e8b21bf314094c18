/** The simulator as strangers see it: through the JDK's own HTTP and WebSocket clients. */
@NullMarked
package dev.danmaku.simulator;

import org.jspecify.annotations.NullMarked;
