@NullMarked
package dev.danmaku.platforms.douyu.lookup;

import org.jspecify.annotations.NullMarked;
