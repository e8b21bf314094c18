@NullMarked
package dev.danmaku.rate;

import org.jspecify.annotations.NullMarked;
