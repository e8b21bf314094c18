/**
 * Builds the roles of a process from its settings: what is made first, what is closed last. Each role is started once and closed once,
 * in an order that matters: a worker gives its rooms away before its session ends, and its session ends before its connection to the
 * broker does.
 */
@NullMarked
package dev.danmaku.standalone.role;

import org.jspecify.annotations.NullMarked;
