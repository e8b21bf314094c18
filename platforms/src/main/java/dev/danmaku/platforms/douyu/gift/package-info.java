/** Names and prices of gifts: lists of the site, asked for beside the rooms. */
@NullMarked
package dev.danmaku.platforms.douyu.gift;

import org.jspecify.annotations.NullMarked;
