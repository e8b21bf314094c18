/** Pages and answers in, findings out; look-ups against a site of the test's. */
@NullMarked
package dev.danmaku.platforms.bilibili.lookup;

import org.jspecify.annotations.NullMarked;
