/** Events on their way between the store and files: what {@code danmaku export} and {@code danmaku import} are made of. */
@NullMarked
package dev.danmaku.standalone.transfer;

import org.jspecify.annotations.NullMarked;
