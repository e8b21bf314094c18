/** One room on the terminal: events as text for people or as JSON lines. */
@NullMarked
package dev.danmaku.standalone.watch;

import org.jspecify.annotations.NullMarked;
