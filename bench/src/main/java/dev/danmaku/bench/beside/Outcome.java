package dev.danmaku.bench.beside;

import dev.danmaku.bench.figure.Spread;
import dev.danmaku.bench.seen.Kept;
import dev.danmaku.bench.seen.RoomHistory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What people who look at the rooms see of a fault.
 *
 * @param hit rooms that were touched
 * @param unwatched for how long nobody heard a room that was joined again; none where no room was
 * @param never rooms that nobody had joined again when it was looked at last
 * @param twice for how long rooms were joined more than once; none where no room was
 * @param still rooms that were so when it was looked at last
 * @param kept what is on disk of all rooms
 * @param note what else there is to say; may be empty
 */
record Outcome(
        int hit,
        Optional<Spread> unwatched,
        int never,
        Optional<Spread> twice,
        int still,
        Kept kept,
        String note) {

    /**
     * Of the rooms at one moment.
     *
     * @param hit those that were touched
     * @param unwatched of one that was joined again; milliseconds
     * @param twice of any; milliseconds
     */
    static Outcome of(
            Rooms rooms,
            List<RoomHistory> hit,
            ToDoubleFunction<RoomHistory> unwatched,
            ToDoubleFunction<RoomHistory> twice,
            Kept kept,
            String note) {
        var again = hit.stream().filter(RoomHistory::watchedNow).toList();
        return new Outcome(
                hit.size(),
                spread(again.stream().mapToDouble(unwatched).toArray()),
                hit.size() - again.size(),
                spread(rooms.histories().stream()
                        .mapToDouble(twice)
                        .filter(millis -> millis > 0)
                        .toArray()),
                (int) rooms.all().stream()
                        .filter(room -> room.counts().joined() > 1)
                        .count(),
                kept,
                note);
    }

    private static Optional<Spread> spread(double[] millis) {
        return millis.length == 0 ? Optional.empty() : Optional.of(Spread.ofMillis(millis));
    }

    String toldUnwatched() {
        if (hit == 0) {
            return "no room, no socket closed";
        }
        var told = unwatched
                .filter(spread -> spread.max() > 0)
                .map(Outcome::seconds)
                .orElse(never == hit ? "" : "never");
        var lost = never == 0 ? "" : "**" + never + " not joined again**";
        var both = told.isEmpty() || lost.isEmpty() ? told + lost : told + "; " + lost;
        return hit + " rooms: " + both;
    }

    String toldTwice() {
        return twice.map(spread -> spread.size() + " rooms: " + seconds(spread)
                        + (still == 0 ? "" : "; **" + still + " still at the end**"))
                .orElse("no room");
    }

    String toldLost() {
        var text = String.format(
                Locale.ROOT,
                "%,d of %,d",
                kept.lost() + kept.inGaps(),
                kept.chats() + kept.lost() + kept.inGaps());
        if (kept.inGaps() > 0) {
            text += String.format(
                    Locale.ROOT, " (%,d of them inside recorded gaps)", kept.inGaps());
        }
        if (never > 0) {
            text += "; and all that followed in " + never + " rooms";
        }
        return kept.twice() == 0
                ? text
                : text + String.format(Locale.ROOT, "; %,d lines twice", kept.twice());
    }

    private static String seconds(Spread spread) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f s, max %.2f s",
                spread.percentile(50) / 1e3,
                spread.max() / 1e3);
    }
}
