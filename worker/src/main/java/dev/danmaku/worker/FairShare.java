package dev.danmaku.worker;

import dev.danmaku.registry.CrewSums;

/**
 * How many of the cluster's rooms are one worker's, by its part of all slots; workers that drain have no part. While rooms move, what
 * workers say of themselves is of different moments, and their sum too high or too low: who takes goes by the lowest of the last
 * moments, who gives by the highest, and only if it has a good deal more. So no room goes to and fro.
 *
 * @param takeBelow a worker takes rooms that others give away while it has fewer than this
 * @param keep a worker that gives rooms away keeps so many
 * @param others workers that could take rooms from this one
 */
record FairShare(int takeBelow, int keep, int others) {
    private static final double MARGIN = 0.10;
    private static final int MARGIN_AT_LEAST = 2;

    /** Before anything is known of others: nothing is given, nothing taken. */
    static final FairShare UNKNOWN = new FairShare(0, 0, 0);

    /**
     * @param crew what the living workers say of themselves, added up
     * @param ownSlots of this one
     * @param fewest rooms of the whole crew, lately
     * @param most rooms of the whole crew, lately
     */
    static FairShare of(CrewSums crew, int ownSlots, long fewest, long most) {
        var slots = ownSlots + crew.slots();
        return new FairShare(
                Math.max(part(fewest, ownSlots, slots), takesMoved(crew)),
                part(most, ownSlots, slots),
                crew.others());
    }

    /** What a person wants moved is for whoever can take it, a fair share or not; 0 where nothing is. */
    private static int takesMoved(CrewSums crew) {
        return crew.moving() == 0
                ? 0
                : Math.toIntExact(Math.min(Integer.MAX_VALUE / 2, crew.own() + crew.moving()));
    }

    private static int part(long rooms, long own, long all) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE / 2, Math.ceilDiv(rooms * own, all)));
    }

    /** How many rooms a worker that has so many should give away; 0 for none. */
    int excess(int rooms) {
        var margin = Math.max(MARGIN_AT_LEAST, (int) Math.ceil(keep * MARGIN));
        return others > 0 && rooms > keep + margin ? rooms - keep : 0;
    }
}
