/** What the platforms share. */
@NullMarked
package dev.danmaku.platforms;

import org.jspecify.annotations.NullMarked;
