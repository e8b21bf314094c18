@NullMarked
package dev.danmaku.platforms.douyu;

import org.jspecify.annotations.NullMarked;
