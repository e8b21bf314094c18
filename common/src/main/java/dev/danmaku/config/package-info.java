/** Settings: one record for each capability, its defaults at its fields, its bounds in its constructor. */
@NullMarked
package dev.danmaku.config;

import org.jspecify.annotations.NullMarked;
