/** The simulated Bilibili, seen by strangers and against published captures. */
@NullMarked
package dev.danmaku.simulator.bilibili;

import org.jspecify.annotations.NullMarked;
