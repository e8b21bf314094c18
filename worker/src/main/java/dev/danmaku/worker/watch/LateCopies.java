package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.worker.watch.Cut.Purchase;
import dev.danmaku.worker.watch.Cut.Told;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which of the events that a room's new holder hears were handed on by the former one.
 *
 * <p>By key, where it is the same for both. What bears no time and no id is known by its content: each that was handed on stands for
 * one that is heard at about that time, and only from the first on that the new holder can have heard. Which one that is comes from
 * the order of things: both sockets tell the same, so what the new holder heard before the first event that both know by key is
 * what the former one handed on right before it. A purchase is known by who bought what and when, since two messages may tell
 * it, one to each.
 */
final class LateCopies {
    /** Copies come this long after the cut at most. */
    static final Duration LIFETIME = Duration.ofSeconds(10);
    /** Between two holders' hearing of one thing, once the difference of their clocks is known. */
    static final Duration NEAR = Duration.ofMillis(1_500);
    /** A message's way between the two holders, where no event that both know tells how long it took. */
    static final Duration BLIND_SLACK = Duration.ofMillis(500);
    /** Between the times that two messages give one purchase. */
    static final Duration SAME_PURCHASE = Duration.ofSeconds(10);

    /** Where in the former holder's order each key is. */
    private final Map<Long, Integer> places = new HashMap<>();

    private final Set<Long> again;
    private final Map<Long, ArrayDeque<Long>> contents = new HashMap<>();
    private final List<Purchase> purchases;
    private final long offset;
    private final long until;

    /**
     * @param joinedMillis when the new holder joined, by its clock
     * @param heard what it heard since
     */
    LateCopies(Cut cut, long joinedMillis, List<Event> heard, long nowMillis) {
        again = new HashSet<>(cut.again());
        purchases = new ArrayList<>(cut.bought());
        until = nowMillis + LIFETIME.toMillis();
        var handedOn = cut.handedOn();
        for (var place = 0; place < handedOn.size(); place++) {
            places.putIfAbsent(handedOn.get(place).event().key(), place);
        }
        offset = offset(handedOn, joinedMillis, heard);
        for (var told : handedOn.subList(firstHeard(handedOn, heard), handedOn.size())) {
            if (told.event().content() != Fingerprint.NONE) {
                contents.computeIfAbsent(told.event().content(), _ -> new ArrayDeque<>())
                        .add(joinedMillis + told.millis() + offset);
            }
        }
    }

    private long offset(List<Told> handedOn, long joinedMillis, List<Event> heard) {
        var offsets = new ArrayList<Long>();
        for (var event : heard) {
            var place = places.get(Fingerprint.of(event).key());
            if (place != null) {
                offsets.add(
                        event.receivedAt() - joinedMillis - handedOn.get(place).millis());
            }
        }
        offsets.sort(null);
        return offsets.isEmpty() ? 0 : offsets.get(offsets.size() / 2);
    }

    /** The place of the first event that the new holder can have heard, too. */
    private int firstHeard(List<Told> handedOn, List<Event> heard) {
        var told = new HashSet<Long>();
        handedOn.forEach(one -> told.add(one.event().content()));
        var before = 0;
        for (var event : heard) {
            var print = Fingerprint.of(event);
            var place = places.get(print.key());
            if (place != null) {
                return back(handedOn, place, before);
            }
            if (print.content() != Fingerprint.NONE && told.contains(print.content())) {
                before++;
            }
        }
        var earliest = -BLIND_SLACK.toMillis();
        var place = 0;
        while (place < handedOn.size() && handedOn.get(place).millis() < earliest) {
            place++;
        }
        return place;
    }

    /** So many events that are known by content alone, back from there. */
    private static int back(List<Told> handedOn, int from, int events) {
        var left = events;
        var place = from;
        while (left > 0 && place > 0) {
            place--;
            if (handedOn.get(place).event().content() != Fingerprint.NONE) {
                left--;
            }
        }
        return place;
    }

    /** How far the new holder's clock and socket are behind what the former one took for its join, in ms. */
    long offset() {
        return offset;
    }

    boolean over(long nowMillis) {
        return nowMillis > until;
    }

    long until() {
        return until;
    }

    /** Whether the former holder handed this on. A copy known by content is found once for each that was handed on. */
    boolean has(Event event) {
        var print = Fingerprint.of(event);
        var byPurchase = event.body() instanceof Membership membership
                && bought(new Purchase(Fingerprint.purchase(membership), event.at()));
        if (byPurchase || places.containsKey(print.key()) || again.contains(print.key())) {
            takeFirst(print.content(), event.receivedAt());
            return true;
        }
        return takeFirst(print.content(), event.receivedAt());
    }

    private boolean bought(Purchase purchase) {
        return purchases.removeIf(one -> one.what() == purchase.what()
                && Math.abs(one.atMillis() - purchase.atMillis()) <= SAME_PURCHASE.toMillis());
    }

    /** Both hear in one order, so it is the first that is left. */
    private boolean takeFirst(long content, long millis) {
        var times = content == Fingerprint.NONE ? null : contents.get(content);
        if (times == null) {
            return false;
        }
        while (!times.isEmpty() && times.getFirst() < millis - NEAR.toMillis()) {
            times.removeFirst();
        }
        if (times.isEmpty() || times.getFirst() > millis + NEAR.toMillis()) {
            return false;
        }
        times.removeFirst();
        return true;
    }
}
