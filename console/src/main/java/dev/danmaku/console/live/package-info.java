/**
 * Live data, as server-sent events.
 *
 * <pre>
 *   topic `overview`  --- ring of messages ---.
 *   topic `room:p:r`  --- ring of messages ---+--- client: a place in each of its rings ---&gt; socket
 * </pre>
 *
 * A message is made once, and lies in its topic's ring, which is bounded in number and bytes. A client has no queue of its own: only the
 * number of what it had last from each of its topics, which is also the id of every message that it gets. So a client that does not read
 * holds nothing but its socket's buffer; one that comes back with {@code Last-Event-ID} goes on exactly where it was; and for both it is
 * known how many events they missed when the ring has gone on without them.
 *
 * <p>A room's channels are subscribed to while somebody looks at it, and a little longer, so that a page that reconnects misses nothing.
 */
@NullMarked
package dev.danmaku.console.live;

import org.jspecify.annotations.NullMarked;
