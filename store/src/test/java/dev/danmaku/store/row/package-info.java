@NullMarked
package dev.danmaku.store.row;

import org.jspecify.annotations.NullMarked;
