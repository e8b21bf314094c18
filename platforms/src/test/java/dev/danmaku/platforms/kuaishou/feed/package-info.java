/** The comment feed: its answers, and when it stands in for a socket. */
@NullMarked
package dev.danmaku.platforms.kuaishou.feed;

import org.jspecify.annotations.NullMarked;
