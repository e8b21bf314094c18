package dev.danmaku.worker.watch;

import dev.danmaku.worker.Beginning;

import org.jspecify.annotations.Nullable;

/**
 * How a watch comes to its room: first of all, after somebody who is gone, or beside somebody who goes on until we are ready. To be
 * used in the watch's turn.
 *
 * <p>What neither holder heard is a gap, told once. A follower that takes a room knows until when the former holder heard everything,
 * and since when it is joined itself: its own gaps begin where the other's hearing ends, those that lie before are none, and if the
 * other heard nothing for a while before we joined, that is a gap the other leaves to us. Of a holder that died we know only
 * that it was there when we began.
 */
final class Arrival {
    private final WatchTools tools;
    private final Handover handover;
    private final RoomFeed feed;
    private final Chronicle chronicle;
    private final long sinceMillis;

    Arrival(WatchTools tools, Handover handover, RoomFeed feed, Chronicle chronicle) {
        this.tools = tools;
        this.handover = handover;
        this.feed = feed;
        this.chronicle = chronicle;
        this.sinceMillis = tools.clock().millis();
    }

    void begin(Beginning beginning) {
        switch (beginning) {
            case Beginning.Fresh _ -> {}
            case Beginning.TakenOver(var ago, var cause) -> {
                handover.follows(sinceMillis);
                chronicle.missing(
                        sinceMillis - ago.toMillis(),
                        cause == null ? Chronicle.HOLDER_GONE : cause);
            }
            case Beginning.Offered _ -> {
                handover.keepBack();
                chronicle.covered();
            }
        }
    }

    void joined() {
        handover.joined(tools.clock().millis());
    }

    /** Whether the room is still another's. */
    boolean isPending() {
        return handover.keepsBack();
    }

    /**
     * The room is ours: lets go what the former holder did not hand on.
     *
     * @param cut null if it said nothing
     * @return whether it watched another broadcast than we do: one of the two is over
     */
    boolean take(@Nullable Cut cut) {
        var other = cut == null || cut.live() == null || cut.live().equals(chronicle.live())
                ? null
                : cut.live();
        var taken = handover.take(cut, sinceMillis, tools.clock().millis());
        chronicle.takes(taken, cut == null ? Chronicle.HOLDER_GONE : cut.trouble(), other);
        feed.add(taken.heard());
        return other != null;
    }
}
