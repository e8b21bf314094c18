/**
 * HTTP as the console speaks it: routes with the role they need, answers, errors (RFC 9457), the page's files.
 *
 * <p>A request is read on an event loop, checked by a {@link dev.danmaku.console.web.Doorkeeper}, and answered on one of two small pools:
 * what memory and Redis know on one, what takes the store on the other, so that a slow question never holds up a quick one. Both have
 * short queues; what finds no place is refused at once. Bodies, headers, connections and the time of a request are bounded.
 *
 * <p>What flows without an end, or is too long to be held, is pulled by its channel while that can be written to
 * ({@link dev.danmaku.console.web.Flow}): whoever does not read costs what one socket buffers.
 */
@NullMarked
package dev.danmaku.console.web;

import org.jspecify.annotations.NullMarked;
