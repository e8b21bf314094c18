package dev.danmaku.worker;

import dev.danmaku.registry.CrewMember;

import java.util.List;

/**
 * How many of the cluster's rooms are one worker's, by its part of all slots; workers that drain have none. Who gives does so only
 * above a higher mark than the one up to which others take, and down to what is fair: so no room goes to and fro.
 *
 * @param fair rooms
 * @param others workers that could take rooms from this one
 */
record FairShare(int fair, int others) {
    private static final double TAKE_MARGIN = 0.05;
    private static final double GIVE_MARGIN = 0.10;
    private static final int AT_LEAST = 2;

    /** Before anything is known of others: nothing is given, and a few may come. */
    static final FairShare UNKNOWN = new FairShare(0, 0);

    /**
     * @param crew all living workers, as they say of themselves
     * @param ownRooms what this one has by now, which may be more than it said last
     */
    static FairShare of(List<CrewMember> crew, String self, int ownSlots, int ownRooms) {
        var slots = (long) ownSlots;
        var rooms = (long) ownRooms;
        var others = 0;
        for (var member : crew) {
            if (!member.session().equals(self)) {
                rooms += member.rooms();
                if (!member.draining() && member.slots() > 0) {
                    slots += member.slots();
                    others++;
                }
            }
        }
        var fair = Math.ceilDiv(rooms * ownSlots, Math.max(1, slots));
        return new FairShare(Math.toIntExact(Math.min(Integer.MAX_VALUE / 2, fair)), others);
    }

    /** A worker takes rooms that others give away while it has less than this. */
    int takeBelow() {
        return fair + margin(TAKE_MARGIN);
    }

    /** A worker that has so many rooms should give this many away; 0 for none. */
    int excess(int rooms) {
        return others > 0 && rooms > fair + margin(GIVE_MARGIN) ? rooms - fair : 0;
    }

    private int margin(double part) {
        return Math.max(AT_LEAST, (int) Math.ceil(fair * part));
    }
}
