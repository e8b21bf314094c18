/** What a JVM may learn from one worker so that the next ones start sooner. */
@NullMarked
package dev.danmaku.standalone.train;

import org.jspecify.annotations.NullMarked;
