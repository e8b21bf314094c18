@NullMarked
package dev.danmaku.store.export;

import org.jspecify.annotations.NullMarked;
