/**
 * An event as one row of a table, and back, with nothing lost: columns for what is searched and sorted, a JSON text for the rest.
 *
 * <pre>
 *   event     platform, room   at   receivedAt   key      epoch, live   type       user.id   text          the other fields, raw
 *               |              |        |         |            |          |           |        |                   |
 *   row       place            at   lag or none  bytes      origin     code       number    text, folded     body, a JSON object
 * </pre>
 *
 * <ul>
 *   <li>{@code lag} is receivedAt minus at. None means that they are the same: the platform gave no time, and at is our own clock.
 *   <li>{@code key}: {@code id:} and {@code h:} keys are a byte for the kind and what stands behind it, packed. See
 *       {@link dev.danmaku.store.row.KeyBytes}.
 *   <li>{@code who}: a user id that is a number is that number; of another the row has a hash, always negative, and the body has
 *       the id itself. So a search by the number finds a few too many at most, never too few.
 *   <li>{@code text} is what was said. {@code folded} is the same as it is searched (one width, one case, no control characters),
 *       none where it does not differ. See {@link dev.danmaku.store.row.Folding}.
 *   <li>A column that a value does not fit (a huge key, a lag of months) leaves it to the body.
 *   <li>PostgreSQL takes neither NUL nor half a surrogate pair in a text, SQLite's functions stop at NUL: both are escaped, see
 *       {@link dev.danmaku.store.row.PlainText}. In the body JSON's own escapes do it.
 * </ul>
 */
@NullMarked
package dev.danmaku.store.row;

import org.jspecify.annotations.NullMarked;
