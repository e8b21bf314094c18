package dev.danmaku.store;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.store.row.Row;
import dev.danmaku.store.row.Rows;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A batch, sorted into days, each event once: of those with one key the one of the highest epoch, and of these the first.
 *
 * @param refused that were left out because of another in the batch
 * @param unfit that were left out because they can't be stored
 */
record Batch(SortedMap<Leaf, List<NamedRow>> leaves, int refused, int unfit) {
    /** Of a room's id; platforms' ids are far shorter. */
    private static final int MAX_ROOM_CHARS = 200;

    /** Up to the end of the year 9999: a day's name has eight digits. */
    private static final long END_OF_TIME = 253_402_300_800_000L;

    /** A time further from when it was read is no time; each day is a table, so there must be a bound. */
    private static final long MAX_DISTANCE_MILLIS = Duration.ofDays(366).toMillis();

    record NamedRow(String room, Row row) {}

    private record Identity(String room, String key) {}

    static Batch of(List<Event> events, UnaryOperator<Event> change) {
        var winners = new TreeMap<Leaf, Map<Identity, Event>>();
        var unfit = 0;
        for (var event : events) {
            var room = event.room();
            if (room == null || !isFit(event, room)) {
                unfit++;
                continue;
            }
            winners.computeIfAbsent(
                            Leaf.of(event.platform(), event.at()), _ -> new LinkedHashMap<>())
                    .merge(new Identity(room, event.key()), event, Batch::higher);
        }
        var leaves = new TreeMap<Leaf, List<NamedRow>>();
        var kept = 0;
        for (var leaf : winners.entrySet()) {
            var rows = new ArrayList<NamedRow>(leaf.getValue().size());
            leaf.getValue()
                    .forEach((identity, event) ->
                            rows.add(new NamedRow(identity.room(), Rows.of(change.apply(event)))));
            kept += rows.size();
            leaves.put(leaf.getKey(), rows);
        }
        return new Batch(leaves, events.size() - unfit - kept, unfit);
    }

    private static boolean isFit(Event event, String room) {
        return !room.isEmpty()
                && room.length() <= MAX_ROOM_CHARS
                && event.at() >= 0
                && event.at() < END_OF_TIME
                && Math.abs(event.receivedAt() - event.at()) <= MAX_DISTANCE_MILLIS;
    }

    private static Event higher(Event first, Event second) {
        return isHigher(second.epoch(), first.epoch()) ? second : first;
    }

    /** Whether what was heard under one epoch takes the place of what was heard under another; none is the lowest. */
    static boolean isHigher(@Nullable Epoch one, @Nullable Epoch other) {
        return one != null && (other == null || one.compareTo(other) > 0);
    }
}
