@NullMarked
package dev.danmaku.store.report;

import org.jspecify.annotations.NullMarked;
