/** Scripts: what they mean, and how mistakes in them are told. */
@NullMarked
package dev.danmaku.simulator.script;

import org.jspecify.annotations.NullMarked;
