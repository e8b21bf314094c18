/** How a process logs: for people, or for machines. */
@NullMarked
package dev.danmaku.standalone.log;

import org.jspecify.annotations.NullMarked;
