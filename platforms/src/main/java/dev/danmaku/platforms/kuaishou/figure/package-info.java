/** How the platform writes numbers and times. */
@NullMarked
package dev.danmaku.platforms.kuaishou.figure;

import org.jspecify.annotations.NullMarked;
