@NullMarked
package dev.danmaku.platforms.douyu.gift;

import org.jspecify.annotations.NullMarked;
