@NullMarked
package dev.danmaku.store;

import org.jspecify.annotations.NullMarked;
