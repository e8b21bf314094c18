/**
 * Rates by room: how many chats, active users, gifts and viewers a room has, as workers leave them in Redis and as others read them.
 *
 * <pre>
 *   {prefix}_rates:ID          STREAM, an entry for each second in which something happened
 *   {prefix}_rates_minute:ID   STREAM, the same for each minute
 *
 *     at 1795300000  chats 12  users 9  viewers.online 5120  gifts 2  value.gold 200
 *
 *   PUBLISH {prefix}_rates:ID  every 2 s while something happens, and once more: a {@link dev.danmaku.rate.RoomRates}
 *   PUBLISH summary            every 2 s from each worker, about all its rooms: a {@link dev.danmaku.rate.RatesSummary}
 * </pre>
 *
 * An entry is a part: while a room changes hands two workers may count the same second, and events that were held back come late.
 * The parts of one {@code at} add up; {@link dev.danmaku.rate.RateReader} does it. Somebody whom two parts counted is counted twice.
 * Entries are trimmed by their ids, which are Redis' time of writing; {@code at} is the worker's time of hearing, in Unix seconds.
 *
 * <p>Rates are derived: they tell nothing that the events do not tell, and where some are missing there is no gap.
 */
@NullMarked
package dev.danmaku.rate;

import org.jspecify.annotations.NullMarked;
