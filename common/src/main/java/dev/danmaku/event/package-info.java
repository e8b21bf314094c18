/**
 * What happens in rooms: the public event schema, the same in files, in the terminal and on the event exchange.
 *
 * <p>An {@link dev.danmaku.event.Event} is a header (where, when, under which epoch) around an
 * {@link dev.danmaku.event.EventBody}, one record for each type. {@link dev.danmaku.event.EventJson} writes one as one
 * JSON line, {@link dev.danmaku.event.EventParser} reads it; a field may be added there, none renamed.
 */
@NullMarked
package dev.danmaku.event;

import org.jspecify.annotations.NullMarked;
