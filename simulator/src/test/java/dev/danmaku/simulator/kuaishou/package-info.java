/** The simulated Kuaishou's bytes, against published captures. */
@NullMarked
package dev.danmaku.simulator.kuaishou;

import org.jspecify.annotations.NullMarked;
