/**
 * The console's page, clicked through by a real browser against a real {@code danmaku up}: one cluster for all classes, on simulated
 * rooms that the tests hold in their hands.
 */
@NullMarked
package dev.danmaku.standalone.page;

import org.jspecify.annotations.NullMarked;
