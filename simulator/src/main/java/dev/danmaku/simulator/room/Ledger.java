package dev.danmaku.simulator.room;

import dev.danmaku.simulator.room.Moment.What;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/** A room's counts and its bounded history. Written by the room, read by any thread. */
final class Ledger {
    /** Moments kept for each room. */
    static final int MAX_MOMENTS = 1_000;

    private final Deque<Moment> moments = new ArrayDeque<>(2);
    private final TreeMap<String, Long> lookups = new TreeMap<>();
    private long forgotten;
    private int joined;
    private int maxJoined;
    private long joins;
    private long closes;
    private long lastSequence;
    private long gifts;
    private long likes;

    synchronized void live(Instant at) {
        note(at, What.LIVE);
    }

    synchronized void ended(Instant at) {
        note(at, What.ENDED);
    }

    synchronized void joined(Instant at) {
        joined++;
        joins++;
        maxJoined = Math.max(maxJoined, joined);
        note(at, What.JOINED);
    }

    synchronized void closed(Instant at) {
        joined--;
        closes++;
        note(at, What.CLOSED);
    }

    synchronized void lookup(String kind) {
        lookups.merge(kind, 1L, Long::sum);
    }

    synchronized void sent(List<Occurrence> occurrences) {
        for (var occurrence : occurrences) {
            switch (occurrence) {
                case Occurrence.Chat chat -> lastSequence = chat.sequence();
                case Occurrence.Like like -> likes++;
                case Occurrence.Gift gift -> gifts++;
                case Occurrence.Enter enter -> {}
                case Occurrence.SuperChat superChat -> {}
                case Occurrence.Membership membership -> {}
            }
        }
    }

    synchronized RoomCounts counts() {
        return new RoomCounts(
                joined,
                maxJoined,
                joins,
                closes,
                lastSequence,
                gifts,
                likes,
                Collections.unmodifiableSortedMap(new TreeMap<>(lookups)));
    }

    synchronized Timeline timeline() {
        return new Timeline(List.copyOf(moments), forgotten);
    }

    private void note(Instant at, What what) {
        if (moments.size() == MAX_MOMENTS) {
            moments.removeFirst();
            forgotten++;
        }
        moments.addLast(new Moment(at, what, joined, lastSequence));
    }
}
