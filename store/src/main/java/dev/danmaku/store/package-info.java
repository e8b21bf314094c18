/**
 * Every event once, and how it is found again: {@link dev.danmaku.store.EventStore} opens it,
 * {@link dev.danmaku.store.EventWriter} fills it, {@link dev.danmaku.store.EventReader} asks it,
 * {@link dev.danmaku.store.StoreKeeper} keeps it small and lets people be forgotten.
 *
 * <p>SQLite is for one machine, PostgreSQL for clusters; where it is says {@code danmaku.store.url}. Both have the same tables, the same
 * answers, and one contract test.
 *
 * <pre>
 *   room (id, platform, name)              origin (id, epoch, live)
 *      ^                                       ^
 *      | room                                  | origin, none where nobody held the room
 *   event_douyu_20261120, event_douyu_20261121, event_bilibili_20261121, ...
 *      one table a platform and day (UTC, of at); in PostgreSQL a partition of event_douyu, and that one of event
 *
 *   id      in the order in which they were stored; with at, what a reader's cursor stands behind
 *   at      Unix milliseconds            lag     receivedAt minus at, none where they are the same
 *   type    a small number               who     the user id, or a hash of it
 *   key     packed bytes                 text    what was said        folded  as it is searched, where that differs
 *   body    JSON of what is not in columns
 *
 *   unique (room, key)    (room, at)    (at)    (who)    the characters of each text: FTS5 in SQLite, GIN in PostgreSQL
 * </pre>
 *
 * <p>Invariants:
 * <ul>
 *   <li>A batch is stored as a whole or not at all, and may be written again: what is there is refused.
 *   <li>Of one room, key and day there is one event, that of the highest epoch whatever came first; the unique index says so, not a
 *       look before a write. An event that takes another's place keeps its id; a reader that is under way may see either.
 *   <li>Around midnight two holders' clocks may put one event into two days. So an event at our own clock's time looks over the
 *       border, alone: writers of those minutes wait for each other.
 *   <li>What is read equals what was written: the same JSON line, byte for byte, NUL and halves of surrogate pairs included.
 *   <li>Names of tables are made of a platform's name and digits; everything else that anybody chose is a bound parameter.
 *   <li>A reader has one statement a platform open, whose driver fetches some hundred rows at a time.
 * </ul>
 *
 * <p>What was said is found by the characters in it: the index gives the events that have all of them, in any order, and of these
 * those stay whose folded text contains the words. So one character is found as well as two, in any language. See
 * {@code docs/adr}.
 *
 * <p>Days go by dropping their table. A SQLite file gives the space back to the disk; what fills a day is counted in pages when they
 * are written. A failure says whether the same may work later, {@link dev.danmaku.store.StoreFailure#retryable()}.
 */
@NullMarked
package dev.danmaku.store;

import org.jspecify.annotations.NullMarked;
