/** Captured frames to events, for anyone who wants to check a capture against us. */
@NullMarked
package dev.danmaku.standalone.decode;

import org.jspecify.annotations.NullMarked;
