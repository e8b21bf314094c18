/** Time that tests turn by hand. JDK only and in the main jar, so that the tests of every module share it. */
@NullMarked
package dev.danmaku.testing;

import org.jspecify.annotations.NullMarked;
