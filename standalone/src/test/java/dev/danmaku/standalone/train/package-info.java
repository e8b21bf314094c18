@NullMarked
package dev.danmaku.standalone.train;

import org.jspecify.annotations.NullMarked;
