/** The server side of Bilibili's live rooms. */
@NullMarked
package dev.danmaku.simulator.bilibili;

import org.jspecify.annotations.NullMarked;
