package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.event.EventBody.StreamStart;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.worker.watch.Cut.Purchase;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What was handed on long ago and may be told again to who joins now: what a room is called, red packs that are still open, paid
 * chats that are still shown, starts; and purchases that another message will tell a second time. Kept for every room, so it is
 * small, and empty in rooms where nothing of it happens.
 */
final class LastingMemory {
    static final int MAX_ROOM_CHANGES = 4;
    static final int MAX_OTHERS = 64;
    static final int MAX_PURCHASES = 32;

    private final ArrayDeque<Long> roomChanges = new ArrayDeque<>(0);
    private final ArrayDeque<Long> others = new ArrayDeque<>(0);
    private final ArrayDeque<Purchase> purchases = new ArrayDeque<>(0);

    void handedOn(Event event) {
        switch (event.body()) {
            case RoomChanged _ -> keep(roomChanges, key(event), MAX_ROOM_CHANGES);
            case SuperChat _, StreamStart _ -> keep(others, key(event), MAX_OTHERS);
            case Gift gift -> {
                if (gift.combo() == null) {
                    keep(others, key(event), MAX_OTHERS);
                }
            }
            case Membership membership ->
                keep(
                        purchases,
                        new Purchase(Fingerprint.purchase(membership), event.at()),
                        MAX_PURCHASES);
            default -> {}
        }
    }

    /** What the former holder remembered is ours to remember. */
    void follow(Cut cut) {
        cut.again().forEach(key -> keep(others, key, MAX_OTHERS));
        cut.bought().forEach(purchase -> keep(purchases, purchase, MAX_PURCHASES));
    }

    /** The keys of what may be told again. */
    List<Long> again() {
        var all = new ArrayList<>(roomChanges);
        all.addAll(others);
        return all;
    }

    List<Purchase> purchases() {
        return List.copyOf(purchases);
    }

    private static long key(Event event) {
        return Fingerprint.hash(event.key());
    }

    private static <T> void keep(ArrayDeque<T> all, T one, int max) {
        all.remove(one);
        all.add(one);
        if (all.size() > max) {
            all.remove();
        }
    }
}
