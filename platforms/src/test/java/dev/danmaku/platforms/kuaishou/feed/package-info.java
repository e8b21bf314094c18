/** Pages and answers in, findings out; look-ups against a site of the test's. */
@NullMarked
package dev.danmaku.platforms.kuaishou.feed;

import org.jspecify.annotations.NullMarked;
