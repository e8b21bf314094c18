/** What tests of several packages use. */
@NullMarked
package dev.danmaku.testing;

import org.jspecify.annotations.NullMarked;
