/** Numbers as the platform writes them. */
@NullMarked
package dev.danmaku.platforms.kuaishou.figure;

import org.jspecify.annotations.NullMarked;
