/** How a job is read from its message. */
@NullMarked
package dev.danmaku.job;

import org.jspecify.annotations.NullMarked;
