/** Events as they are written. */
@NullMarked
package dev.danmaku.event;

import org.jspecify.annotations.NullMarked;
