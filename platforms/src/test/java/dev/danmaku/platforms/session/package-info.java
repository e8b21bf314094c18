@NullMarked
package dev.danmaku.platforms.session;

import org.jspecify.annotations.NullMarked;
